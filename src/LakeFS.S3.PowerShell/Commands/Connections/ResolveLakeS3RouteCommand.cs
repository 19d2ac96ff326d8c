using System.Management.Automation;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Commands.Parameters;
using LakeFS.S3.PowerShell.Completion;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell;

/// <summary>Shows where a router maps a bucket and a key, and why. Nothing is sent.</summary>
[Cmdlet(VerbsDiagnostic.Resolve, "LakeS3Route")]
[OutputType("LakeFS.S3.LakeRoute")]
public sealed class ResolveLakeS3RouteCommand : LakeCmdlet
{
    private CommandLine? _commandLine;

    /// <summary>The key or prefix, or a complete address; none for the bucket alone.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string? Key { get; set; }

    /// <summary>The bucket.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string? BucketName { get; set => field = CellOf(value); }

    /// <summary>The router, as an object or a name; by default the session's connection.</summary>
    [Parameter]
    [ValidateNotNull]
    [ConnectionTransformation]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public LakeConnection? Connection { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => _commandLine = new CommandLine(MyInvocation, GetVariableValue("PSDefaultParameterValues"));

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(Key ?? BucketName, () =>
    {
        LakeS3Router router = (Connection ?? ConnectionTable.Of(SessionState).Current) as LakeS3Router ?? throw CmdletErrors.NotARouter();
        ObjectName given = new() { BucketName = BucketName, Key = Key };
        // A router has no default bucket: without one beside it, a text from the pipeline can only be an address.
        WriteObject(router.Resolve(BucketName is null ? given : _commandLine!.Read(given, nameof(Key))));
    });
}
