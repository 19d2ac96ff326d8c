using System.Management.Automation;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Completion;

namespace LakeFS.S3.PowerShell;

/// <summary>Gets the status of an import.</summary>
[Cmdlet(VerbsCommon.Get, "LakeImport")]
[OutputType("LakeFS.S3.LakeImport")]
public sealed class GetLakeImportCommand : RepositoryCmdlet
{
    /// <summary>The import's id, as returned by Import-LakeObject -NoWait.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ImportCompleter))]
    public string? ImportId { get; set; }

    /// <summary>The branch that the import commits to; by default the connection's ref.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Branch")]
    [ArgumentCompleter(typeof(RefCompleter))]
    public string? Ref { get; set => field = CellOf(value); }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(ImportId, () =>
    {
        ObjectAddress branch = ResolveRef(Ref);
        WriteVerbose($"Asking for import {ImportId} into {Describe("branch", branch)} at {LakeFSConnection.EndpointUrl}.");
        WriteObject(Await(new LakeImports(LakeFSConnection).GetAsync(branch.Container, branch.Ref, ImportId!, StopToken)));
    });
}
