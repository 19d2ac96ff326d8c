using System;
using System.Management.Automation;
using System.Net;
using System.Security;
using LakeFS.S3.Addressing;
using LakeFS.S3.Http;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Sessions;
using LakeFS.S3.Transfers.Warmup;

namespace LakeFS.S3.PowerShell;

/// <summary>Opens a connection to a lakeFS server or a plain S3 store, and makes it the session's.</summary>
[Cmdlet(VerbsCommunications.Connect, "LakeS3", DefaultParameterSetName = ConfiguredSet)]
[OutputType("LakeFS.S3.LakeS3Connection")]
public sealed class ConnectLakeS3Command : LakeCmdlet
{
    private const string ConfiguredSet = "Configured";
    private const string CredentialSet = "Credential";
    private const string KeySet = "Key";
    private const string ProfileSet = "Profile";

    /// <summary>The server's URL, on lakeFS with or without <c>/api/v1</c>; for S3, AWS's by default.</summary>
    [Parameter(Position = 0)]
    [Alias("Endpoint", "Uri")]
    public string? EndpointUrl { get; set; }

    // Enums of the engine can't be parameter types; EngineLoader explains why.

    /// <summary>The kind of server.</summary>
    [Parameter]
    [ValidateSet(nameof(StoreKind.LakeFS), nameof(StoreKind.S3))]
    public string Store { get; set; } = nameof(StoreKind.LakeFS);

    /// <summary>The access key id as user name, the secret access key as password.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CredentialSet)]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>The access key id.</summary>
    [Parameter(Mandatory = true, ParameterSetName = KeySet)]
    public string? AccessKeyId { get; set; }

    /// <summary>The secret access key.</summary>
    [Parameter(Mandatory = true, ParameterSetName = KeySet)]
    public SecureString? SecretAccessKey { get; set; }

    /// <summary>The session token of temporary credentials; for S3.</summary>
    [Parameter(ParameterSetName = CredentialSet)]
    [Parameter(ParameterSetName = KeySet)]
    public SecureString? SessionToken { get; set; }

    /// <summary>A profile of the AWS shared credentials and config files.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ProfileSet)]
    public string? ProfileName { get; set; }

    /// <summary>The path of lakectl's configuration file; by default ~/.lakectl.yaml.</summary>
    [Parameter(ParameterSetName = ConfiguredSet)]
    public string? LakectlConfig { get; set; }

    /// <summary>Sends requests without a signature, for public data; for S3.</summary>
    [Parameter(ParameterSetName = ConfiguredSet)]
    public SwitchParameter Anonymous { get; set; }

    /// <summary>The default repository of cmdlets.</summary>
    [Parameter]
    public string? Repository { get; set; }

    /// <summary>The default ref of cmdlets: a branch, tag or commit id.</summary>
    [Parameter]
    public string? Ref { get; set; }

    /// <summary>The default bucket of cmdlets; for S3.</summary>
    [Parameter]
    public string? BucketName { get; set; }

    /// <summary>The region for signatures; lakeFS accepts any.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Region { get; set; }

    /// <summary>Puts the bucket or repository into the host name instead of the path.</summary>
    [Parameter]
    public SwitchParameter VirtualHost { get; set; }

    /// <summary>When to send checksums with requests.</summary>
    [Parameter]
    [ValidateSet(nameof(ChecksumMode.WhenRequired), nameof(ChecksumMode.WhenSupported))]
    public string RequestChecksum { get; set; } = nameof(ChecksumMode.WhenRequired);

    /// <summary>When to request and verify checksums of responses.</summary>
    [Parameter]
    [ValidateSet(nameof(ChecksumMode.WhenRequired), nameof(ChecksumMode.WhenSupported))]
    public string ResponseValidation { get; set; } = nameof(ChecksumMode.WhenRequired);

    /// <summary>Whether the signature of an upload covers its content.</summary>
    [Parameter]
    [ValidateSet(nameof(LakeFS.S3.PayloadSigning.Automatic), nameof(LakeFS.S3.PayloadSigning.Always), nameof(LakeFS.S3.PayloadSigning.Never))]
    public string PayloadSigning { get; set; } = nameof(LakeFS.S3.PayloadSigning.Automatic);

    /// <summary>A file of certificate authorities (PEM or DER) to trust in addition to the machine's.</summary>
    [Parameter]
    public string? CACertificate { get; set; }

    /// <summary>Accepts any certificate.</summary>
    [Parameter]
    public SwitchParameter SkipCertificateCheck { get; set; }

    /// <summary>The URL of the proxy.</summary>
    [Parameter]
    public Uri? Proxy { get; set; }

    /// <summary>User name and password for the proxy.</summary>
    [Parameter]
    [Credential]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>The maximum time without progress of a request, in seconds.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSeconds { get; set; } = 100;

    /// <summary>The maximum number of retries after transient failures.</summary>
    [Parameter]
    [ValidateRange(0, 100)]
    public int MaxRetries { get; set; } = RetryPolicy.DefaultMaxRetries;

    /// <summary>The maximum number of concurrent requests of one cmdlet.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int MaxConcurrency { get; set; } = ConnectionOptions.DefaultMaxConcurrency;

    /// <summary>The connection's name; by default its host and port.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>Does not send a request to verify the connection.</summary>
    [Parameter]
    public SwitchParameter NoVerify { get; set; }

    /// <summary>Returns the connection.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => _ = TransferWarmup.BeginAsync();

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        LakeS3Connection? connection = null;
        try
        {
            connection = LakeS3Connection.Open(Options(AddressParts.OfRef(Repository, Ref)));
            Describe(connection);
            if (!NoVerify)
            {
                int retries = MyInvocation.BoundParameters.ContainsKey(nameof(MaxRetries)) ? MaxRetries : RetryPolicy.MaxInteractiveRetries;
                Wait(connection.WithRetries(retries).VerifyAsync(StopToken));
            }
        }
        catch (LakeS3Exception error)
        {
            connection?.Dispose();
            // The URL as given may contain a password; the connection's does not.
            ThrowTerminatingError(LakeErrorRecord.From(error, connection?.EndpointUrl));
        }

        ConnectionTable connections = ConnectionTable.Of(SessionState);
        if (connections.IsInTransaction)
        {
            WriteWarning($"The connection '{connection!.Name}' does not take part in the transaction under way, and is used from now on.");
        }

        connections.Add(connection!);
        if (PassThru)
        {
            WriteObject(connection);
        }
    }

    private ConnectionOptions Options((string? Repository, string? Ref) defaults) => new()
    {
        Name = Name,
        Store = IsS3 ? StoreKind.S3 : StoreKind.LakeFS,
        EndpointUrl = EndpointUrl,
        Credential = GivenCredential(),
        ProfileName = ProfileName,
        LakectlConfig = LakectlConfig is null ? null : LocalPath(LakectlConfig),
        Repository = defaults.Repository,
        Ref = defaults.Ref,
        BucketName = BucketName is null ? null : AddressUri.RepositoryIn(BucketName),
        Region = Region,
        VirtualHost = MyInvocation.BoundParameters.ContainsKey(nameof(VirtualHost)) ? VirtualHost.ToBool() : null,
        RequestChecksum = ModeOf(RequestChecksum),
        ResponseValidation = ModeOf(ResponseValidation),
        PayloadSigning = LanguagePrimitives.ConvertTo<PayloadSigning>(PayloadSigning),
        CACertificate = CACertificate is null ? null : LocalPath(CACertificate),
        SkipCertificateCheck = SkipCertificateCheck,
        Proxy = Proxy,
        ProxyCredential = ForProxy(),
        Timeout = TimeSpan.FromSeconds(TimeoutSeconds),
        MaxRetries = MaxRetries,
        MaxConcurrency = MaxConcurrency,
        // A session often shares the machine with others, and waits for its list anyway.
        CollectsMemoryInLists = true,
    };

    private static ChecksumMode ModeOf(string name) =>
        string.Equals(name, nameof(ChecksumMode.WhenSupported), StringComparison.OrdinalIgnoreCase) ? ChecksumMode.WhenSupported : ChecksumMode.WhenRequired;

    // PowerShell treats what follows an @ as a domain, but in proxies' user names it is often part of the name.
    private NetworkCredential? ForProxy() => ProxyCredential is null ? null
        : ProxyCredential.UserName.IndexOf('\\') >= 0 ? ProxyCredential.GetNetworkCredential()
        : new NetworkCredential(ProxyCredential.UserName, ProxyCredential.Password);

    private LakeCredential? GivenCredential() => ParameterSetName switch
    {
        CredentialSet => new LakeCredential(Credential!.UserName, Credential.GetNetworkCredential().Password, "-Credential", GivenToken()),
        KeySet => new LakeCredential(AccessKeyId!, TextOf(SecretAccessKey), "-AccessKeyId", GivenToken()),
        _ when Anonymous => IsS3 ? LakeCredential.Anonymous("-Anonymous") : throw CmdletErrors.OnlyForS3(nameof(Anonymous)),
        _ => null,
    };

    private bool IsS3 => string.Equals(Store, nameof(StoreKind.S3), StringComparison.OrdinalIgnoreCase);

    private string? GivenToken() => SessionToken is null ? null : IsS3 ? TextOf(SessionToken) : throw CmdletErrors.OnlyForS3(nameof(SessionToken));

    private static string TextOf(SecureString? secret) => new NetworkCredential(string.Empty, secret).Password;

    private void Describe(LakeS3Connection connection)
    {
        WriteVerbose($"Connecting to {connection.EndpointUrl} with access key {connection.AccessKeyId} from {connection.CredentialSource}.");
        if (connection.EndpointNormalized)
        {
            WriteVerbose("The endpoint's /api/v1 was left out: it belongs to the REST API.");
        }

        if (connection.Store == StoreKind.LakeFS && connection.EndpointUrl.Scheme == Uri.UriSchemeHttp && !connection.EndpointUrl.IsLoopback)
        {
            WriteWarning($"The connection to {connection.EndpointUrl} is not encrypted: anyone on the way can read the secret access key, which lakeFS's REST API takes as it is. "
                + "Use an https:// URL. If you trust the network, -WarningAction SilentlyContinue leaves this warning out.");
        }

        if (connection.SkipCertificateCheck)
        {
            WriteWarning($"Any certificate is accepted for {connection.EndpointUrl}: any server that answers there is trusted.");
        }
    }
}
