using System;
using System.Net.Http;

namespace LakeFS.S3.Http;

/// <summary>A proxy can't be reached or does not connect; may be transient, like other network failures.</summary>
internal sealed class ProxyException : HttpRequestException
{
    public ProxyException(Uri proxy, string reason)
        : base(reason)
    {
        Proxy = proxy;
    }

    /// <summary>The proxy, without its credentials.</summary>
    public Uri Proxy { get; }

    /// <summary>What went wrong.</summary>
    public string Reason => Message;
}
