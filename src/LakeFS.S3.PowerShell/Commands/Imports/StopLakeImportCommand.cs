using System.Management.Automation;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Completion;

namespace LakeFS.S3.PowerShell;

/// <summary>Stops imports in progress.</summary>
[Cmdlet(VerbsLifecycle.Stop, "LakeImport", SupportsShouldProcess = true)]
public sealed class StopLakeImportCommand : RepositoryCmdlet
{
    /// <summary>The import's id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ImportCompleter))]
    public string? ImportId { get; set; }

    /// <summary>The branch that the import would commit to; by default the connection's ref.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Branch")]
    [ArgumentCompleter(typeof(RefCompleter))]
    public string? Ref { get; set => field = CellOf(value); }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(ImportId, () =>
    {
        ObjectAddress branch = ResolveRef(Ref);
        if (ShouldProcess($"import {ImportId} into {Describe("branch", branch)}", "Stop"))
        {
            WriteVerbose($"Stopping import {ImportId} into {Describe("branch", branch)} at {LakeFSConnection.EndpointUrl}.");
            Wait(new LakeImports(LakeFSConnection).StopAsync(branch.Container, branch.Ref, ImportId!, StopToken));
        }
    });
}
