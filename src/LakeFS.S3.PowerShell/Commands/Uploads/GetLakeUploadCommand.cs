using System.Linq;
using System.Management.Automation;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Completion;

namespace LakeFS.S3.PowerShell;

/// <summary>Lists a repository's unfinished multipart uploads.</summary>
[Cmdlet(VerbsCommon.Get, "LakeUpload")]
[OutputType("LakeFS.S3.LakeUpload")]
public sealed class GetLakeUploadCommand : ConnectedCmdlet
{
    /// <summary>The repository; by default the connection's.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    public string? Repository { get; set => field = CellOf(value); }

    /// <summary>The maximum number of uploads.</summary>
    [Parameter]
    [AllowNull]
    [ValidateRange(1, int.MaxValue)]
    public int? First { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(Repository, () =>
    {
        string repository = ResolveRepository(Repository);
        WriteVerbose($"Listing the unfinished uploads of '{repository}' at {LakeFSConnection.EndpointUrl}.");
        foreach (LakeUpload upload in Await(new LakeUploads(LakeFSConnection).ListAsync(repository, StopToken)).Take(First ?? int.MaxValue))
        {
            WriteObject(upload);
        }
    });
}
