using System;
using System.Net;
using System.Net.Http;

namespace LakeFS.S3.Http;

/// <summary>The settings of an HTTP stack.</summary>
internal sealed class HttpOptions
{
    /// <summary>A file of certificate authorities (PEM or DER) trusted besides the machine's own.</summary>
    public string? CACertificate { get; init; }

    /// <summary>Whether any certificate is accepted.</summary>
    public bool SkipCertificateCheck { get; init; }

    /// <summary>The proxy to go through; the machine's own setting where null.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>What the proxy asks for; what its URL holds where null.</summary>
    public NetworkCredential? ProxyCredential { get; init; }

    /// <summary>How long a request may go without any progress.</summary>
    public TimeSpan Timeout { get; init; }

    /// <summary>How many requests one operation has under way at the most.</summary>
    public int MaxConcurrency { get; init; }

    /// <summary>What requests go through in place of a network; closed with the stack.</summary>
    public HttpMessageHandler? Transport { get; init; }
}
