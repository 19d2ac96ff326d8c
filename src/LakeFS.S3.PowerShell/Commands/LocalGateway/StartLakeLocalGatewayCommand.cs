using System.Collections;
using System.IO;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using LakeFS.S3.Addressing;
using LakeFS.S3.Errors;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Commands.LocalGateway;
using LakeFS.S3.PowerShell.Completion;
using LakeFS.S3.PowerShell.Sessions;
using LakeFS.S3.Transfers.Warmup;

namespace LakeFS.S3.PowerShell;

/// <summary>Starts a local server that answers like lakeFS, and connects the session to it.</summary>
[Cmdlet(VerbsLifecycle.Start, "LakeLocalGateway", SupportsShouldProcess = true)]
[OutputType("LakeFS.S3.LakeS3Connection")]
public sealed class StartLakeLocalGatewayCommand : LakeCmdlet
{
    private const string DefaultRepository = "example-repo";
    private const string DefaultBranch = "main";

    /// <summary>The repositories to create; the first is the connection's default.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string[] Repository { get; set; } = [DefaultRepository];

    /// <summary>A folder whose files are committed to the first repository at the start.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Seed { get; set; }

    /// <summary>Serves HTTPS, with a certificate that the connection trusts.</summary>
    [Parameter]
    public SwitchParameter Https { get; set; }

    /// <summary>The rules of what goes wrong on purpose.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public IDictionary[]? FaultPlan { get; set; }

    /// <summary>The connection's name; by default its host and port.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        try
        {
            GatewayOptions options = Options();
            if (ShouldProcess($"127.0.0.1, with repository '{string.Join("', '", Repository)}'", "Start a local gateway"))
            {
                _ = TransferWarmup.BeginAsync();
                WriteObject(Start(options));
            }
        }
        catch (LakeS3Exception error)
        {
            ThrowTerminatingError(LakeErrorRecord.From(error, Name));
        }
    }

    private GatewayOptions Options()
    {
        foreach (string repository in Repository)
        {
            NameRules.CheckRepository(repository);
        }

        string? seed = Seed is null ? null : LocalPath(Seed);
        return seed is null || Directory.Exists(seed)
            ? new GatewayOptions(Repository, seed, Https, FaultPlan is null ? null : FaultPlanJson.Of(FaultPlan))
            : throw FileErrors.FolderNotFound(seed);
    }

    private LakeS3Connection Start(GatewayOptions options)
    {
        string dotnet = DotnetHost.Find(InvokeCommand);
        string program = GatewayProgram.Find();
        WriteVerbose($"Starting '{program}' with '{dotnet}'.");
        GatewayProcess process = Await(GatewayProcess.StartAsync(dotnet, program, options, StopToken));
        LakeS3Connection connection = Connect(process);
        GatewayTable.Of(SessionState).Add(new SessionGateway(connection, process));
        ConnectionTable.Of(SessionState).Add(connection);
        EndWith(Runspace.DefaultRunspace, process);
        return connection;
    }

    private LakeS3Connection Connect(GatewayProcess process)
    {
        try
        {
            return LakeS3Connection.Open(new ConnectionOptions
            {
                Name = Name,
                EndpointUrl = process.Url,
                Credential = process.Credential,
                CACertificate = process.CAFile,
                Repository = Repository[0],
                Ref = DefaultBranch,
                BypassesProxy = true,
                CollectsMemoryInLists = true,
            });
        }
        catch (LakeS3Exception)
        {
            process.Dispose();
            throw;
        }
    }

    // The process's end closes the gateway's standard input; a runspace's end would not.
    private static void EndWith(Runspace runspace, GatewayProcess process) => runspace.StateChanged += (_, change) =>
    {
        if (change.RunspaceStateInfo.State is RunspaceState.Closed or RunspaceState.Broken)
        {
            process.Dispose();
        }
    };
}
