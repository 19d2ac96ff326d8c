using System;
using System.Net;
using System.Net.Http;
using LakeFS.S3.Http;
using LakeFS.S3.Connections;

namespace LakeFS.S3;

/// <summary>Everything that decides how a connection is made. What is null is looked up or defaulted.</summary>
public sealed class ConnectionOptions
{
    /// <summary>
    /// <see cref="MaxConcurrency"/> where nothing else was said. A lakeFS with local storage writes each small object to its disk before it
    /// answers: 10,000 of 4 KiB take 6 s with 24 requests under way, and 4 s with 48. Large ones gain nothing beyond 24; each
    /// takes 1 MiB.
    /// </summary>
    public const int DefaultMaxConcurrency = 48;

    /// <summary>The connection's name; the endpoint's host and port where null.</summary>
    public string? Name { get; init; }

    /// <summary>What sort of server it leads to.</summary>
    public StoreKind Store { get; init; } = StoreKind.LakeFS;

    /// <summary>
    /// The server's URL, on lakeFS with or without <c>/api/v1</c>. Where null: for lakeFS LAKECTL_SERVER_ENDPOINT_URL,
    /// then lakectl's configuration file; for S3 AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL, the profile's
    /// <c>endpoint_url</c>, then AWS's endpoint of the region.
    /// </summary>
    public string? EndpointUrl { get; init; }

    /// <summary>The key pair. Where null, see <see cref="CredentialResolver"/> and <see cref="AwsSettings"/>.</summary>
    public LakeCredential? Credential { get; init; }

    /// <summary>A profile of the AWS shared credentials and config files.</summary>
    public string? ProfileName { get; init; }

    /// <summary>The path of lakectl's configuration file; <c>~/.lakectl.yaml</c> where null.</summary>
    public string? LakectlConfig { get; init; }

    /// <summary>The repository that is meant where none is named.</summary>
    public string? Repository { get; init; }

    /// <summary>The ref that is meant where none is named.</summary>
    public string? Ref { get; init; }

    /// <summary>The bucket that is meant where none is named; for S3 alone.</summary>
    public string? BucketName { get; init; }

    /// <summary>
    /// The region of the signatures. lakeFS takes any. Where null: us-east-1, for S3 after AWS_REGION, AWS_DEFAULT_REGION
    /// and the profile's; no metadata service is asked for it.
    /// </summary>
    public string? Region { get; init; }

    /// <summary>
    /// Whether the bucket stands in the host's name instead of in the path. Where null: only at AWS's own endpoints.
    /// </summary>
    public bool? VirtualHost { get; init; }

    /// <summary>When requests carry checksums.</summary>
    public ChecksumMode RequestChecksum { get; init; } = ChecksumMode.WhenRequired;

    /// <summary>When checksums of answers are asked for and checked.</summary>
    public ChecksumMode ResponseValidation { get; init; } = ChecksumMode.WhenRequired;

    /// <summary>Whether the signature of an upload covers its content.</summary>
    public PayloadSigning PayloadSigning { get; init; } = PayloadSigning.Automatic;

    /// <summary>A file of certificate authorities (PEM or DER) trusted besides the machine's own.</summary>
    public string? CACertificate { get; init; }

    /// <summary>Whether any certificate is accepted. For test servers only.</summary>
    public bool SkipCertificateCheck { get; init; }

    /// <summary>The proxy to go through; the machine's own setting where null.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>User name and password for the proxy; those in its URL where null.</summary>
    public NetworkCredential? ProxyCredential { get; init; }

    /// <summary>How long a request may go without any progress.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>How often a request that failed for a passing reason is sent again.</summary>
    public int MaxRetries { get; init; } = 3;

    /// <summary>How many requests one operation has under way at the most.</summary>
    public int MaxConcurrency { get; init; } = DefaultMaxConcurrency;

    /// <summary>
    /// Whether long lists force a collection of generation 0 after every few pages. That keeps the process small: with a
    /// generation 0 of 80 MiB, as large caches make it, a PowerShell session that lists 100,000 objects peaks at 147 to
    /// 175 MiB instead of 202 to 238. It also stops every thread of the process each time, which an application with
    /// work of its own may not want.
    /// </summary>
    public bool CollectsMemoryInLists { get; init; }

    /// <summary>What requests go through in place of a network; closed with the connection.</summary>
    internal HttpMessageHandler? Transport { get; init; }

    /// <summary>The settings of the connection's HTTP stack.</summary>
    internal HttpOptions ForHttp() => new()
    {
        CACertificate = CACertificate,
        SkipCertificateCheck = SkipCertificateCheck,
        Proxy = Proxy,
        ProxyCredential = ProxyCredential,
        Timeout = Timeout,
        MaxConcurrency = MaxConcurrency,
        Transport = Transport,
    };
}
