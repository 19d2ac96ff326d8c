using System;
using System.Net;
using System.Net.Http;
using LakeFS.S3.Http;
using LakeFS.S3.Connections;

namespace LakeFS.S3;

/// <summary>The settings of a connection. Those that are null are looked up or have a default.</summary>
public sealed class ConnectionOptions
{
    /// <summary>
    /// The default of <see cref="MaxConcurrency"/>. That many small objects keep a server 150 ms away as busy as it can be
    /// kept with 1,700 of them per second, and another client, s5cmd, always sends that many requests.
    /// </summary>
    public const int DefaultMaxConcurrency = 256;

    /// <summary>The connection's name; by default the endpoint's host and port.</summary>
    public string? Name { get; init; }

    /// <summary>The kind of server.</summary>
    public StoreKind Store { get; init; } = StoreKind.LakeFS;

    /// <summary>
    /// The server's URL, on lakeFS with or without <c>/api/v1</c>. If null, for lakeFS: LAKECTL_SERVER_ENDPOINT_URL, then
    /// lakectl's configuration file; for S3: AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL, the profile's <c>endpoint_url</c>, then
    /// AWS's endpoint of the region.
    /// </summary>
    public string? EndpointUrl { get; init; }

    /// <summary>The key pair. If null, see <see cref="CredentialResolver"/> and <see cref="AwsSettings"/>.</summary>
    public LakeCredential? Credential { get; init; }

    /// <summary>The name of a profile in the AWS shared credentials and config files.</summary>
    public string? ProfileName { get; init; }

    /// <summary>The path of lakectl's configuration file; by default <c>~/.lakectl.yaml</c>.</summary>
    public string? LakectlConfig { get; init; }

    /// <summary>The default repository.</summary>
    public string? Repository { get; init; }

    /// <summary>The default ref.</summary>
    public string? Ref { get; init; }

    /// <summary>The default bucket; only for S3.</summary>
    public string? BucketName { get; init; }

    /// <summary>
    /// The region for signing. lakeFS accepts any. If null: us-east-1, but for S3 first AWS_REGION, AWS_DEFAULT_REGION and the
    /// profile's region. Metadata services are never queried.
    /// </summary>
    public string? Region { get; init; }

    /// <summary>
    /// Whether the bucket is part of the host name instead of the path. If null, only at AWS's own endpoints.
    /// </summary>
    public bool? VirtualHost { get; init; }

    /// <summary>When to add checksums to requests.</summary>
    public ChecksumMode RequestChecksum { get; init; } = ChecksumMode.WhenRequired;

    /// <summary>When to request and verify checksums of responses.</summary>
    public ChecksumMode ResponseValidation { get; init; } = ChecksumMode.WhenRequired;

    /// <summary>Whether the signature of an upload covers its content.</summary>
    public PayloadSigning PayloadSigning { get; init; } = PayloadSigning.Automatic;

    /// <summary>Whether content goes straight to and from the object store behind lakeFS.</summary>
    public DirectTransferMode DirectTransfer { get; init; }

    /// <summary>A file of certificate authorities (PEM or DER) to trust in addition to the machine's own.</summary>
    public string? CACertificate { get; init; }

    /// <summary>Whether to accept any certificate. Only for test servers.</summary>
    public bool SkipCertificateCheck { get; init; }

    /// <summary>The proxy; by default the machine's setting.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>User name and password for the proxy; by default those in its URL.</summary>
    public NetworkCredential? ProxyCredential { get; init; }

    /// <summary>How long a request may go without progress.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>The maximum number of retries of a request that failed for a transient reason.</summary>
    public int MaxRetries { get; init; } = RetryPolicy.DefaultMaxRetries;

    /// <summary>
    /// The maximum number of concurrent requests of one operation. How many there are, up to this number, follows what the
    /// network and the server can take.
    /// </summary>
    public int MaxConcurrency { get; init; } = DefaultMaxConcurrency;

    /// <summary>
    /// Whether long lists force a generation 1 collection every few pages, which keeps the process small: with a generation 0
    /// of 80 MiB, as on processors with large caches, a PowerShell session that lists 100,000 objects peaks at 147 to 175 MiB
    /// instead of 202 to 238. Each collection also stops every thread of the process, which an application with other work
    /// may not want.
    /// </summary>
    public bool CollectsMemoryInLists { get; init; }

    /// <summary>Whether key pairs that are meant for AWS, in AWS's variables, are left out.</summary>
    internal bool IgnoresAws { get; init; }

    /// <summary>Whether no proxy is used, not even the machine's: for a server on this machine.</summary>
    internal bool BypassesProxy { get; init; }

    /// <summary>Handles requests instead of the network; disposed with the connection.</summary>
    internal HttpMessageHandler? Transport { get; init; }

    /// <summary>The clock that retries wait by; null for the machine's.</summary>
    internal RetryClock? RetryClock { get; init; }

    /// <summary>What the connection means where a name leaves parts out.</summary>
    internal ConnectionDefaults Defaults => new() { Repository = Repository, Ref = Ref, BucketName = BucketName };

    /// <summary>Returns the settings of the connection's HTTP stack.</summary>
    internal HttpOptions ForHttp(Uri endpoint) => new()
    {
        IsTls = endpoint.Scheme == Uri.UriSchemeHttps,
        CACertificate = CACertificate,
        SkipCertificateCheck = SkipCertificateCheck,
        Proxy = Proxy,
        ProxyCredential = ProxyCredential,
        BypassesProxy = BypassesProxy,
        Timeout = Timeout,
        MaxConcurrency = MaxConcurrency,
        Retry = new RetryPolicy(MaxRetries, RetryClock),
        Transport = Transport,
    };
}
