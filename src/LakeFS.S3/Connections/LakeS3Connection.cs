using System;
using System.Threading;
using Amazon.S3;
using LakeFS.S3.Addressing;
using LakeFS.S3.Connections;
using LakeFS.S3.Errors;
using LakeFS.S3.Http;
using LakeFS.S3.Primitives;

namespace LakeFS.S3;

/// <summary>A connection to one server, lakeFS or a plain S3 store: its settings and clients.</summary>
/// <remarks>Thread-safe. No property exposes a secret.</remarks>
public sealed class LakeS3Connection : LakeConnection, IStore
{
    private readonly ConnectionOptions _options;
    private readonly LakeCredential _credential;
    private readonly HttpStack _http;
    private readonly Lazy<AmazonS3Client> _checksumClient;
    private readonly LakeS3Connection? _origin;
    private readonly KnownCommits _knownCommits = new();
    private int _disposed;

    private LakeS3Connection(ConnectionOptions options, ResolvedSettings resolved)
        : base(options.Name ?? resolved.Endpoint.Url.Authority)
    {
        _options = options;
        _credential = resolved.Credential;
        EndpointUrl = resolved.Endpoint.Url;
        EndpointNormalized = resolved.Endpoint.ApiPathRemoved;
        Repository = options.Repository;
        Ref = options.Ref;
        Region = resolved.Region;
        VirtualHost = options.VirtualHost ?? resolved.IsAws;
        if (EndpointUrl.Scheme == Uri.UriSchemeHttp && (options.CACertificate is not null || options.SkipCertificateCheck))
        {
            throw ConnectionErrors.EndpointWithoutTls(EndpointUrl);
        }

        _http = new HttpStack(options.ForHttp(EndpointUrl));
        Retry = _http.Retry;
        Clock = new ServerClock();
        _checksumClient = new Lazy<AmazonS3Client>(() => Connections.ChecksumClient.Create(this));
        NetworkErrors = new NetworkErrors(EndpointUrl, options.Timeout, _http.Trust);
    }

    private LakeS3Connection(LakeS3Connection origin, string? repository, string? reference, RetryPolicy retry)
        : base(origin.Name)
    {
        _origin = origin;
        _options = origin._options;
        _credential = origin._credential;
        EndpointUrl = origin.EndpointUrl;
        EndpointNormalized = origin.EndpointNormalized;
        Repository = repository;
        Ref = reference;
        Retry = retry;
        Region = origin.Region;
        VirtualHost = origin.VirtualHost;
        _http = origin._http;
        Clock = origin.Clock;
        _checksumClient = origin._checksumClient;
        NetworkErrors = origin.NetworkErrors;
    }

    /// <summary>The kind of server.</summary>
    public StoreKind Store => _options.Store;

    /// <summary>The server's URL: scheme, host and port.</summary>
    public Uri EndpointUrl { get; }

    /// <summary>Whether the given URL ended with <c>/api/v1</c>, which belongs to the REST API and was removed.</summary>
    public bool EndpointNormalized { get; }

    /// <summary>The access key id for signing requests.</summary>
    public string AccessKeyId => _credential.AccessKeyId;

    /// <summary>The source of the key pair.</summary>
    public string CredentialSource => _credential.Source;

    /// <summary>The default repository.</summary>
    public string? Repository { get; }

    /// <summary>The default ref.</summary>
    public string? Ref { get; }

    /// <summary>The default bucket; always null on lakeFS.</summary>
    public string? BucketName => _options.BucketName;

    /// <summary>The region for signing.</summary>
    public string Region { get; }

    /// <summary>Whether the bucket or repository is part of the host name.</summary>
    public bool VirtualHost { get; }

    /// <summary>When checksums are added to requests.</summary>
    public ChecksumMode RequestChecksum => _options.RequestChecksum;

    /// <summary>When checksums of responses are verified.</summary>
    public ChecksumMode ResponseValidation => _options.ResponseValidation;

    /// <summary>Whether the signature of an upload covers its content.</summary>
    public PayloadSigning PayloadSigning => _options.PayloadSigning;

    /// <summary>Whether any certificate is accepted.</summary>
    public bool SkipCertificateCheck => _options.SkipCertificateCheck;

    /// <summary>The file of additional certificate authorities.</summary>
    public string? CACertificate => _options.CACertificate;

    /// <summary>The proxy, without its credentials.</summary>
    public string? Proxy => _options.Proxy?.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);

    /// <summary>How long a request may go without progress, in seconds.</summary>
    public double TimeoutSeconds => _options.Timeout.TotalSeconds;

    /// <summary>The maximum number of retries of a request that failed for a transient reason.</summary>
    public int MaxRetries => Retry.MaxRetries;

    /// <inheritdoc/>
    public override int MaxConcurrency => _options.MaxConcurrency;

    /// <inheritdoc/>
    public override bool IsOpen => Volatile.Read(ref Root._disposed) == 0;

    StoreKind IStore.Kind => Store;

    internal bool IsLakeFS => Store == StoreKind.LakeFS;

    internal NetworkErrors NetworkErrors { get; }

    /// <summary>What the requests show about the network.</summary>
    internal NetworkObservations Network => _http.Network;

    internal RetryPolicy Retry { get; }

    internal HttpStack Http => IsOpen ? _http : throw ConnectionErrors.Disposed(Name);

    /// <summary>The SDK's client, for content with the SDK's checksums; created on first use.</summary>
    internal IAmazonS3 ChecksumClient => IsOpen ? _checksumClient.Value : throw ConnectionErrors.Disposed(Name);

    internal LakeCredential Credential => _credential;

    /// <summary>The clock for signing requests.</summary>
    internal ServerClock Clock { get; }

    internal KnownCommits KnownCommits => Root._knownCommits;

    /// <summary>Whether uploads are signed with the SHA-256 of their content.</summary>
    internal bool SignsPayload => PayloadSigning switch
    {
        PayloadSigning.Always => true,
        PayloadSigning.Never => false,
        _ => (EndpointUrl.Scheme != Uri.UriSchemeHttps || SkipCertificateCheck) && !EndpointUrl.IsLoopback,
    };

    /// <summary>Collects memory during long lists; null to leave it to the runtime.</summary>
    internal Action? CollectMemory => _options.CollectsMemoryInLists ? Gen0Collector.Collect : null;

    internal string SecretAccessKey => _credential.SecretAccessKey;

    private LakeS3Connection Root => _origin?.Root ?? this;

    /// <summary>Creates a connection from options, without sending anything.</summary>
    /// <param name="options">The settings.</param>
    /// <returns>A connection.</returns>
    /// <exception cref="LakeS3Exception">The endpoint, key pair, defaults or certificate file are unusable.</exception>
    public static LakeS3Connection Open(ConnectionOptions options) => new(options, ResolvedSettings.Of(options));

    /// <summary>Returns the same connection with another default repository and ref. Closing either closes both.</summary>
    /// <param name="repository">The repository's id.</param>
    /// <param name="reference">The ref.</param>
    /// <returns>A connection with the same name that shares this one's clients.</returns>
    /// <exception cref="LakeS3Exception">The name of the repository or ref is invalid.</exception>
    public LakeS3Connection WithDefaults(string repository, string reference)
    {
        NameRules.CheckRepository(repository);
        NameRules.CheckRef(reference);
        return new LakeS3Connection(this, repository, reference, Retry);
    }

    /// <summary>Whether another connection is the same as this one, regardless of defaults (<see cref="WithDefaults"/>).</summary>
    /// <param name="other">The other connection.</param>
    /// <returns>True if closing one closes the other.</returns>
    public bool IsSameAs(LakeS3Connection other) => ReferenceEquals(Root, other.Root);

    /// <inheritdoc/>
    public override ObjectAddress ResolveObject(ObjectName name, ObjectAddress? source = null) =>
        IsLakeFS ? LakeFSResolver(source).ResolveObject(name) : AddressOf(S3Resolver(source).ResolveObject(name));

    /// <inheritdoc/>
    public override ObjectAddress ResolvePrefix(ObjectName name, ObjectAddress? source = null) =>
        IsLakeFS ? LakeFSResolver(source).ResolvePrefix(name) : AddressOf(S3Resolver(source).ResolvePrefix(name));

    /// <inheritdoc/>
    public override string DescribeServers() => EndpointUrl.ToString();

    /// <inheritdoc/>
    public override string Describe(ObjectAddress address) => $"at {EndpointUrl}";

    /// <summary>Resolves a repository; this connection's default if none is given.</summary>
    /// <param name="repository">The name given by the user, or null.</param>
    /// <returns>A valid repository id.</returns>
    /// <exception cref="LakeS3Exception">No repository is given, or its name is invalid.</exception>
    public string ResolveRepository(string? repository) =>
        IsLakeFS ? LakeFSResolver(source: null).ResolveRepository(repository) : throw AddressErrors.NotLakeFS(PlainS3Description);

    /// <summary>Closes the connection and its sockets; pending requests fail.</summary>
    public override void Dispose()
    {
        if (Interlocked.Exchange(ref Root._disposed, 1) == 0)
        {
            if (_checksumClient.IsValueCreated)
            {
                _checksumClient.Value.Dispose();
            }

            _http.Dispose();
        }
    }

    bool IStore.IsSameAs(IStore other) => other is LakeS3Connection connection && SharesStoreWith(connection);

    internal override LakeConnection WithoutRetries() => WithRetries(0);

    /// <summary>The same connection, whose requests are retried this often at most.</summary>
    internal LakeS3Connection WithRetries(int maxRetries) => new(this, Repository, Ref, Retry.With(maxRetries));

    internal override int SuggestedConcurrency => LakeFS.S3.Http.SuggestedConcurrency.For(MaxConcurrency, Network.RoundTrip);

    internal override LakeS3Connection StoreOf(ObjectAddress address) => this;

    /// <summary>Whether two connections use the same server and key, so that the server can copy between them.</summary>
    internal bool SharesStoreWith(LakeS3Connection other) =>
        ReferenceEquals(this, other)
        || (EndpointUrl == other.EndpointUrl && Store == other.Store && string.Equals(AccessKeyId, other.AccessKeyId, StringComparison.Ordinal));

    /// <summary>Whether a bucket is part of the host name. Over TLS one with a dot is not, because no wildcard certificate matches it.</summary>
    internal bool IsInHost(string bucket) => VirtualHost && !(bucket.IndexOf('.') >= 0 && EndpointUrl.Scheme == Uri.UriSchemeHttps);

    private string PlainS3Description => $"The connection '{Name}' leads to a plain S3 store";

    private AddressResolver LakeFSResolver(ObjectAddress? source) => source is null ? new(this, Repository, Ref) : new(this, source.Container, source.Ref);

    private ObjectAddress AddressOf((string Bucket, string Key) name) => AddressSpace.OfBucket(this, Store, name.Bucket).At(name.Key);

    private BucketResolver S3Resolver(ObjectAddress? source) => new(PlainS3Description, source?.BucketName ?? BucketName);
}
