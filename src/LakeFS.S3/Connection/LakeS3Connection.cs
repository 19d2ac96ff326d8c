using System;
using System.Threading;
using System.Threading.Tasks;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace LakeFS.S3;

/// <summary>A connection to one lakeFS server: its settings, and the clients that work with them.</summary>
/// <remarks>Safe to use from several threads at once. Shows no secret in any of its properties.</remarks>
public sealed class LakeS3Connection : IDisposable
{
    private readonly ConnectionOptions _options;
    private readonly LakeCredential _credential;
    private readonly HttpStack _http;
    private readonly AmazonS3Client _s3;
    private int _disposed;

    private LakeS3Connection(ConnectionOptions options, Endpoint endpoint, LakeCredential credential)
    {
        _options = options;
        _credential = credential;
        EndpointUrl = endpoint.Url;
        EndpointMended = endpoint.ApiPathRemoved;
        Name = options.Name ?? endpoint.Url.Authority;
        _http = new HttpStack(options);
        _s3 = MakeS3Client();
        Errors = new ErrorTranslator(this);
    }

    /// <summary>The connection's name.</summary>
    public string Name { get; }

    /// <summary>The server's URL: scheme, host and port.</summary>
    public Uri EndpointUrl { get; }

    /// <summary>Whether the URL was given with <c>/api/v1</c>, which belongs to the REST API, and was mended.</summary>
    public bool EndpointMended { get; }

    /// <summary>The access key id requests are signed with.</summary>
    public string AccessKeyId => _credential.AccessKeyId;

    /// <summary>Where the key pair was found.</summary>
    public string CredentialSource => _credential.Source;

    /// <summary>The repository that is meant where none is named.</summary>
    public string? Repository => _options.Repository;

    /// <summary>The ref that is meant where none is named.</summary>
    public string? Ref => _options.Ref;

    /// <summary>The region of the signatures.</summary>
    public string Region => _options.Region;

    /// <summary>Whether the repository stands in the host's name.</summary>
    public bool VirtualHost => _options.VirtualHost;

    /// <summary>When requests carry checksums.</summary>
    public ChecksumMode RequestChecksum => _options.RequestChecksum;

    /// <summary>When checksums of answers are checked.</summary>
    public ChecksumMode ResponseValidation => _options.ResponseValidation;

    /// <summary>Whether the signature of an upload covers its content.</summary>
    public PayloadSigning PayloadSigning => _options.PayloadSigning;

    /// <summary>Whether any certificate is accepted.</summary>
    public bool SkipCertificateCheck => _options.SkipCertificateCheck;

    /// <summary>The file of additional certificate authorities.</summary>
    public string? CACertificate => _options.CACertificate;

    /// <summary>The proxy, without its credentials.</summary>
    public string? Proxy => _options.Proxy?.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);

    /// <summary>How long a request may stand still, in seconds.</summary>
    public double TimeoutSeconds => _options.Timeout.TotalSeconds;

    /// <summary>How often a request that failed for a passing reason is sent again.</summary>
    public int MaxRetries => _options.MaxRetries;

    /// <summary>How many requests one operation has under way at the most.</summary>
    public int MaxConcurrency => _options.MaxConcurrency;

    /// <summary>Whether the connection still serves; false once it was closed.</summary>
    public bool IsOpen => Volatile.Read(ref _disposed) == 0;

    internal ErrorTranslator Errors { get; }

    internal HttpStack Http => IsOpen ? _http : throw ConnectionErrors.Disposed(Name);

    internal IAmazonS3 S3 => IsOpen ? _s3 : throw ConnectionErrors.Disposed(Name);

    internal LakeCredential Credential => _credential;

    /// <summary>The server's time, as far as the SDK has learned from its answers how far this machine's clock is off.</summary>
    internal DateTime ServerTime => CorrectClockSkew.GetCorrectedUtcNowForEndpoint(EndpointUrl.AbsoluteUri);

    /// <summary>Whether uploads are sent with the SHA-256 of their content.</summary>
    internal bool SignsPayload => PayloadSigning switch
    {
        PayloadSigning.Always => true,
        PayloadSigning.Never => false,
        _ => EndpointUrl.Scheme != Uri.UriSchemeHttps && !EndpointUrl.IsLoopback,
    };

    internal string SecretAccessKey => _credential.SecretAccessKey;

    /// <summary>Makes a connection from the options; nothing is sent.</summary>
    /// <param name="options">The settings.</param>
    /// <returns>A connection.</returns>
    /// <exception cref="LakeS3Exception">The endpoint, key pair, defaults or certificate file are unusable.</exception>
    public static LakeS3Connection Open(ConnectionOptions options)
    {
        if (options.Repository is not null)
        {
            NameRules.CheckRepository(options.Repository);
        }

        if (options.Ref is not null)
        {
            NameRules.CheckRef(options.Ref);
        }

        CredentialResolver resolver = new(options, Environment.GetEnvironmentVariable);
        return new LakeS3Connection(options, resolver.ResolveEndpoint(), resolver.ResolveCredential());
    }

    /// <summary>Asks the server one light question that proves endpoint, key pair and defaults.</summary>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>A task that ends when the server has agreed.</returns>
    /// <exception cref="LakeS3Exception">The server can't be reached, refuses the key pair, or lacks the repository or ref.</exception>
    public Task VerifyAsync(CancellationToken cancellationToken)
    {
        if (Repository is null)
        {
            // No repository's name begins with a hyphen: the answer is short however many there are.
            return new S3Listing(this).ListBucketsAsync("-", cancellationToken);
        }

        string prefix = Ref is null ? "-" : Ref + "/";
        return Errors.RunAsync(
            Ref is null ? S3Operation.ListBranches : S3Operation.ListObjects,
            Repository,
            Ref,
            key: null,
            s3 => s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Repository, Prefix = prefix, MaxKeys = 1 }, cancellationToken),
            cancellationToken);
    }

    /// <summary>The address of one object, with this connection's defaults filled in.</summary>
    /// <param name="name">What the user said.</param>
    /// <returns>An address with a key.</returns>
    /// <exception cref="LakeS3Exception">A part is missing, invalid or named twice; nothing was sent.</exception>
    public ObjectAddress ResolveObject(ObjectName name) => new AddressResolver(Repository, Ref).ResolveObject(name);

    /// <summary>The address of everything under a prefix, with this connection's defaults filled in.</summary>
    /// <param name="name">What the user said.</param>
    /// <returns>An address whose key is the prefix.</returns>
    /// <exception cref="LakeS3Exception">A part is missing, invalid or named twice; nothing was sent.</exception>
    public ObjectAddress ResolvePrefix(ObjectName name) => new AddressResolver(Repository, Ref).ResolvePrefix(name);

    /// <summary>The repository that is meant, this connection's default where none is named.</summary>
    /// <param name="repository">What the user said, or null.</param>
    /// <returns>A valid repository id.</returns>
    /// <exception cref="LakeS3Exception">No repository is known, or its name is invalid.</exception>
    public string ResolveRepository(string? repository) => new AddressResolver(Repository, Ref).ResolveRepository(repository);

    /// <summary>Closes the connection and its sockets; requests under way fail.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _s3.Dispose();
            _http.Dispose();
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private AmazonS3Client MakeS3Client() => new(
        new BasicAWSCredentials(_credential.AccessKeyId, _credential.SecretAccessKey),
        new AmazonS3Config
        {
            // With the URL and the region given, the SDK has no reason to ask a metadata service for either.
            ServiceURL = EndpointUrl.AbsoluteUri,
            AuthenticationRegion = Region,
            DefaultConfigurationMode = DefaultConfigurationMode.Standard,
            IgnoreConfiguredEndpointUrls = true,
            ForcePathStyle = !VirtualHost,
            RequestChecksumCalculation = RequestChecksum == ChecksumMode.WhenSupported
                ? RequestChecksumCalculation.WHEN_SUPPORTED
                : RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseValidation == ChecksumMode.WhenSupported
                ? ResponseChecksumValidation.WHEN_SUPPORTED
                : ResponseChecksumValidation.WHEN_REQUIRED,
            RetryMode = RequestRetryMode.Standard,
            MaxErrorRetry = MaxRetries,
            // The SDK's shared bucket of retries would let one runbook's bad day starve another's requests.
            ThrottleRetries = false,
            // Uploads are copied through buffers of this size; the SDK's own 8 KiB cost a task and a timer for each.
            BufferSize = 128 * 1024,
            HttpClientFactory = _http.ForSdk(),
        });
}
