using System;
using System.Net;
using System.Net.Http;

namespace LakeFS.S3.Http;

/// <summary>The options of an HTTP stack.</summary>
internal sealed record HttpOptions
{
    /// <summary>A file of certificate authorities (PEM or DER) to trust in addition to the machine's.</summary>
    public string? CACertificate { get; init; }

    /// <summary>Whether any certificate is accepted.</summary>
    public bool SkipCertificateCheck { get; init; }

    /// <summary>The proxy; null for the machine's setting.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>The proxy's credential; null for the one in the proxy's URL.</summary>
    public NetworkCredential? ProxyCredential { get; init; }

    /// <summary>Whether no proxy is used, not even the machine's.</summary>
    public bool BypassesProxy { get; init; }

    /// <summary>Whether URLs are secret, so that a trace shows only the server.</summary>
    public bool HasSecretUrls { get; init; }

    /// <summary>Whether the server is reached over TLS.</summary>
    public bool IsTls { get; init; }

    /// <summary>The maximum time without progress of a request.</summary>
    public TimeSpan Timeout { get; init; }

    /// <summary>The maximum number of concurrent requests of one operation.</summary>
    public int MaxConcurrency { get; init; }

    /// <summary>How often and how long requests are retried.</summary>
    public RetryPolicy Retry { get; init; } = new(RetryPolicy.DefaultMaxRetries);

    /// <summary>A handler that replaces the network; disposed with the stack.</summary>
    public HttpMessageHandler? Transport { get; init; }
}
