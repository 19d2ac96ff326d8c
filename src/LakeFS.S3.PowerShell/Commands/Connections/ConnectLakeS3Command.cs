using System;
using System.Management.Automation;
using System.Security;
using LakeFS.S3.Addressing;
using LakeFS.S3.Http;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Commands.Connections;
using LakeFS.S3.PowerShell.Completion;
using LakeFS.S3.PowerShell.Sessions;
using LakeFS.S3.Transfers.Warmup;

namespace LakeFS.S3.PowerShell;

/// <summary>Opens a connection to a lakeFS server or a plain S3 store, and makes it the session's.</summary>
[Cmdlet(VerbsCommunications.Connect, "LakeS3", DefaultParameterSetName = ConfiguredSet)]
[OutputType("LakeFS.S3.LakeS3Connection")]
public sealed class ConnectLakeS3Command : LakeCmdlet
{
    private const string ConfiguredSet = "Configured";
    internal const string CredentialSet = "Credential";
    internal const string KeySet = "Key";
    private const string ProfileSet = "Profile";
    private const string SharedSet = "Shared";

    /// <summary>The server's URL, on lakeFS with or without <c>/api/v1</c>; for S3, AWS's by default.</summary>
    [Parameter(Position = 0)]
    [Alias("Endpoint", "Uri")]
    [ArgumentCompleter(typeof(EndpointCompleter))]
    public string? EndpointUrl { get; set; }

    /// <summary>An open connection, whose clients and key pair the new one shares.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = SharedSet)]
    [ConnectionTransformation]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public LakeConnection? Connection { get; set; }

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
    [Parameter(Mandatory = true, ParameterSetName = KeySet), Alias("AccessKey")]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string? AccessKeyId { get; set; }

    /// <summary>The secret access key.</summary>
    [Parameter(Mandatory = true, ParameterSetName = KeySet), Alias("SecretKey")]
    public SecureString? SecretAccessKey { get; set; }

    /// <summary>The session token of temporary credentials; for S3.</summary>
    [Parameter(ParameterSetName = CredentialSet)]
    [Parameter(ParameterSetName = KeySet)]
    public SecureString? SessionToken { get; set; }

    /// <summary>A profile of the AWS shared credentials and config files.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ProfileSet)]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    public string? ProfileName { get; set; }

    /// <summary>The path of lakectl's configuration file; by default ~/.lakectl.yaml.</summary>
    [Parameter(ParameterSetName = ConfiguredSet)]
    public string? LakectlConfig { get; set; }

    /// <summary>Sends requests without a signature, for public data; for S3.</summary>
    [Parameter(ParameterSetName = ConfiguredSet)]
    public SwitchParameter Anonymous { get; set; }

    /// <summary>The default repository of cmdlets.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    public string? Repository { get; set; }

    /// <summary>The default ref of cmdlets: a branch, tag or commit id.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RefCompleter))]
    public string? Ref { get; set; }

    /// <summary>The default bucket of cmdlets; for S3.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string? BucketName { get; set; }

    /// <summary>The region for signatures; lakeFS accepts any.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RegionCompleter))]
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

    /// <summary>Whether content goes straight to and from the object store behind lakeFS.</summary>
    [Parameter]
    [ValidateSet(nameof(DirectTransferMode.Auto), nameof(DirectTransferMode.Always), nameof(DirectTransferMode.Never))]
    public string DirectTransfer { get; set; } = nameof(DirectTransferMode.Auto);

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
    [ArgumentCompleter(typeof(SavedConnectionCompleter))]
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
            connection = ParameterSetName == SharedSet ? Share() : Open();
            if (!NoVerify)
            {
                Traced(() => Wait(connection!.VerifyAsync(MyInvocation.BoundParameters.ContainsKey(nameof(MaxRetries)) ? MaxRetries : RetryPolicy.MaxInteractiveRetries, StopToken)));
            }
        }
        catch (LakeS3Exception error)
        {
            connection?.Dispose();
            // The URL as given may contain a password; the connection's does not.
            ThrowTerminatingError(LakeErrorRecord.From(error, connection?.EndpointUrl));
        }

        ConnectionTable connections = ConnectionTable.Of(SessionState);
        if (connections.HasTransaction)
        {
            WriteWarning($"The connection '{connection!.Name}' does not take part in the transaction under way, and is used from now on.");
        }

        connections.Add(connection!);
        if (PassThru)
        {
            WriteObject(connection);
        }
    }

    private LakeS3Connection Open()
    {
        // A name alone may be that of a saved connection.
        SavedSettings? saved = Name is not null && EndpointUrl is null ? SavedSettings.Find(Name) : null;
        if (saved is not null)
        {
            WriteVerbose($"Using the saved connection '{Name}'.");
            saved.ApplyTo(this, MyInvocation.BoundParameters.ContainsKey);
        }

        LakeS3Connection connection = LakeS3Connection.Open(Options(AddressParts.OfRef(Repository, Ref), saved));
        new ConnectionNotices(WriteVerbose, WriteWarning).Write(connection);
        return connection;
    }

    private LakeS3Connection Share()
    {
        LakeS3Connection shared = SharedSettings.Require(Connection!, MyInvocation, GetVariableValue("PSDefaultParameterValues"));
        return shared.Share(Name ?? shared.Name, DefaultsChange.Of(shared, Repository, Ref, BucketName));
    }

    private ConnectionOptions Options((string? Repository, string? Ref) defaults, SavedSettings? saved) => new()
    {
        Name = Name,
        Store = LanguagePrimitives.ConvertTo<StoreKind>(Store),
        EndpointUrl = EndpointUrl,
        Credential = GivenKeyPair.Of(this) ?? saved?.Credential(this),
        ProfileName = ProfileName,
        LakectlConfig = LakectlConfig is null ? null : LocalPath(LakectlConfig),
        Repository = defaults.Repository,
        Ref = defaults.Ref,
        BucketName = BucketName is null ? null : AddressUri.RepositoryIn(BucketName),
        Region = Region,
        VirtualHost = MyInvocation.BoundParameters.ContainsKey(nameof(VirtualHost)) ? VirtualHost.ToBool() : saved?.VirtualHost,
        RequestChecksum = LanguagePrimitives.ConvertTo<ChecksumMode>(RequestChecksum),
        ResponseValidation = LanguagePrimitives.ConvertTo<ChecksumMode>(ResponseValidation),
        PayloadSigning = LanguagePrimitives.ConvertTo<PayloadSigning>(PayloadSigning),
        DirectTransfer = LanguagePrimitives.ConvertTo<DirectTransferMode>(DirectTransfer),
        CACertificate = CACertificate is null ? null : LocalPath(CACertificate),
        SkipCertificateCheck = SkipCertificateCheck,
        Proxy = Proxy,
        ProxyCredential = GivenProxyCredential.Of(ProxyCredential),
        Timeout = TimeSpan.FromSeconds(TimeoutSeconds),
        MaxRetries = MaxRetries,
        MaxConcurrency = MaxConcurrency,
        // A session often shares the machine with others, and waits for its list anyway.
        CollectsMemoryInLists = true,
    };
}
