using System;
using System.Threading;
using Amazon.S3;
using LakeFS.S3.Addressing;
using LakeFS.S3.Connections;
using LakeFS.S3.Errors;
using LakeFS.S3.Http;
using LakeFS.S3.Integrity;
using LakeFS.S3.Primitives;

namespace LakeFS.S3;

/// <summary>A connection to one server, lakeFS or a plain S3 store: its settings and clients.</summary>
/// <remarks>Thread-safe. No property exposes a secret.</remarks>
public sealed class LakeS3Connection : LakeConnection, IStore
{
    private readonly SharedClients _clients;
    private readonly LakeS3Connection? _origin;
    private int _disposed;

    private LakeS3Connection(ConnectionOptions options, ResolvedSettings resolved)
        : base(options.Name ?? resolved.Endpoint.Url.Authority)
    {
        Options = options;
        Credential = resolved.Credential;
        EndpointUrl = resolved.Endpoint.Url;
        EndpointNormalized = resolved.Endpoint.ApiPathRemoved;
        Defaults = options.Defaults;
        Region = resolved.Region;
        VirtualHost = options.VirtualHost ?? resolved.IsAws;
        if (EndpointUrl.Scheme == Uri.UriSchemeHttp && (options.CACertificate is not null || options.SkipCertificateCheck))
        {
            throw ConnectionErrors.EndpointWithoutTls(EndpointUrl);
        }

        _clients = new SharedClients(options, EndpointUrl);
        Retry = _clients.Http.Retry;
        NetworkErrors = new NetworkErrors(EndpointUrl, options.Timeout, _clients.Http.Trust);
    }

    private LakeS3Connection(LakeS3Connection source, string name, ConnectionDefaults defaults, LakeS3Connection? origin)
        : base(name)
    {
        _origin = origin;
        Options = source.Options;
        Credential = source.Credential;
        _clients = source._clients;
        EndpointUrl = source.EndpointUrl;
        EndpointNormalized = source.EndpointNormalized;
        Defaults = defaults;
        Retry = source.Retry;
        Region = source.Region;
        VirtualHost = source.VirtualHost;
        NetworkErrors = source.NetworkErrors;
    }

    /// <summary>The kind of server.</summary>
    public StoreKind Store => Options.Store;

    /// <summary>The server's URL: scheme, host and port.</summary>
    public Uri EndpointUrl { get; }

    /// <summary>Whether the given URL ended with <c>/api/v1</c>, which belongs to the REST API and was removed.</summary>
    public bool EndpointNormalized { get; }

    /// <summary>The access key id for signing requests.</summary>
    public string AccessKeyId => Credential.AccessKeyId;

    /// <summary>The source of the key pair.</summary>
    public string CredentialSource => Credential.Source;

    /// <summary>The default repository.</summary>
    public string? Repository => Defaults.Repository;

    /// <summary>The default ref; if null, the default branch of the repository.</summary>
    public string? Ref => Defaults.Ref;

    /// <summary>The default bucket; always null on lakeFS.</summary>
    public string? BucketName => Defaults.BucketName;

    /// <summary>The region for signing.</summary>
    public string Region { get; }

    /// <summary>Whether the bucket or repository is part of the host name.</summary>
    public bool VirtualHost { get; }

    /// <summary>When checksums are added to requests.</summary>
    public ChecksumMode RequestChecksum => Options.RequestChecksum;

    /// <summary>When checksums of responses are verified.</summary>
    public ChecksumMode ResponseValidation => Options.ResponseValidation;

    /// <summary>Whether the signature of an upload covers its content.</summary>
    public PayloadSigning PayloadSigning => Options.PayloadSigning;

    /// <summary>Whether content goes straight to and from the object store behind lakeFS.</summary>
    public DirectTransferMode DirectTransfer => Options.DirectTransfer;

    /// <summary>Whether any certificate is accepted.</summary>
    public bool SkipCertificateCheck => Options.SkipCertificateCheck;

    /// <summary>The file of additional certificate authorities.</summary>
    public string? CACertificate => Options.CACertificate;

    /// <summary>The proxy, without its credentials.</summary>
    public string? Proxy => Options.Proxy?.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);

    /// <summary>How long a request may go without progress, in seconds.</summary>
    public double TimeoutSeconds => Options.Timeout.TotalSeconds;

    /// <summary>The maximum number of retries of a request that failed for a transient reason.</summary>
    public int MaxRetries => Retry.MaxRetries;

    /// <inheritdoc/>
    public override int MaxConcurrency => Options.MaxConcurrency;

    /// <inheritdoc/>
    public override bool IsOpen => Volatile.Read(ref Root._disposed) == 0;

    StoreKind IStore.Kind => Store;

    internal bool IsLakeFS => Store == StoreKind.LakeFS;

    internal NetworkErrors NetworkErrors { get; }

    /// <summary>How the objects that were checked had been split into parts.</summary>
    internal KnownLayouts Layouts => _clients.Layouts;

    /// <summary>What the requests show about the network.</summary>
    internal NetworkObservations Network => _clients.Http.Network;

    internal RetryPolicy Retry { get; private init; }

    internal HttpStack Http => IsOpen ? _clients.Http : throw ConnectionErrors.Disposed(Name);

    /// <summary>The SDK's client, for content with the SDK's checksums; created on first use.</summary>
    internal IAmazonS3 ChecksumClient => IsOpen ? _clients.ChecksumClient(this) : throw ConnectionErrors.Disposed(Name);

    internal LakeCredential Credential { get; }

    /// <summary>The clock for signing requests.</summary>
    internal ServerClock Clock => _clients.Clock;

    internal KnownCommits KnownCommits => _clients.KnownCommits;

    internal DefaultBranches DefaultBranches => _clients.DefaultBranches;

    internal ConnectionDefaults Defaults { get; }

    internal ConnectionOptions Options { get; }

    /// <summary>Whether uploads are signed with the SHA-256 of their content.</summary>
    internal bool SignsPayload => PayloadSigning == PayloadSigning.Always
        || (PayloadSigning == PayloadSigning.Automatic && !EndpointUrl.IsLoopback && (EndpointUrl.Scheme != Uri.UriSchemeHttps || SkipCertificateCheck));

    /// <summary>Collects memory during long lists; null to leave it to the runtime.</summary>
    internal Action? CollectMemory => Options.CollectsMemoryInLists ? Gen1Collector.Collect : null;

    private LakeS3Connection Root => _origin?.Root ?? this;

    /// <summary>Creates a connection from options, without sending anything.</summary>
    /// <param name="options">The settings.</param>
    /// <returns>A connection.</returns>
    /// <exception cref="LakeS3Exception">The endpoint, key pair, defaults or certificate file are unusable.</exception>
    public static LakeS3Connection Open(ConnectionOptions options) => new(options, ResolvedSettings.Of(options));

    /// <summary>Returns the same connection with other defaults. Closing either closes both.</summary>
    /// <param name="defaults">The defaults.</param>
    /// <returns>A connection with the same name that shares this one's clients.</returns>
    /// <exception cref="LakeS3Exception">A name is invalid, or means nothing on this kind of server.</exception>
    public LakeS3Connection WithDefaults(ConnectionDefaults defaults)
    {
        defaults.Check(Store);
        return new LakeS3Connection(this, Name, defaults, origin: this);
    }

    /// <summary>Returns another connection that shares this one's clients, which stay open until both are closed.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="defaults">Its defaults.</param>
    /// <returns>A connection to the same server with the same key pair.</returns>
    /// <exception cref="LakeS3Exception">A name is invalid, or this connection is closed.</exception>
    public LakeS3Connection Share(string name, ConnectionDefaults defaults)
    {
        defaults.Check(Store);
        _ = Http;
        _clients.Share();
        return new LakeS3Connection(this, name, defaults, origin: null);
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

    /// <summary>Closes the connection; its sockets, too, and pending requests fail, unless another connection shares them.</summary>
    public override void Dispose()
    {
        if (Interlocked.Exchange(ref Root._disposed, 1) == 0)
        {
            _clients.Release();
        }
    }

    bool IStore.IsSameAs(IStore other) => other is LakeS3Connection connection && SharesStoreWith(connection);

    string? IStore.DefaultBranchOf(string repository) => DefaultBranches.Of(repository);

    internal override LakeConnection WithRetries(int maxRetries) => new LakeS3Connection(this, Name, Defaults, origin: this) { Retry = Retry.With(maxRetries) };

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
