using System;
using System.Net.Http;

namespace LakeFS.S3.Http;

/// <summary>A proxy that can't be reached, or does not connect; may pass, as other failures of the network do.</summary>
internal sealed class ProxyException : HttpRequestException
{
    public ProxyException(Uri proxy, string reason)
        : base(reason)
    {
        Proxy = proxy;
    }

    /// <summary>The proxy, without its credentials.</summary>
    public Uri Proxy { get; }

    /// <summary>What is wrong with it.</summary>
    public string Reason => Message;
}
