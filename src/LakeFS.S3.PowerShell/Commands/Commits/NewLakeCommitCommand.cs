using System.Collections;
using System.Management.Automation;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Commands.Parameters;
using LakeFS.S3.PowerShell.Completion;

namespace LakeFS.S3.PowerShell;

/// <summary>Commits a branch's uncommitted changes.</summary>
[Cmdlet(VerbsCommon.New, "LakeCommit", SupportsShouldProcess = true)]
[OutputType("LakeFS.S3.LakeCommit")]
public sealed class NewLakeCommitCommand : RepositoryCmdlet
{
    /// <summary>The commit's message.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string? Message { get; set; }

    /// <summary>The branch; by default the connection's.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Branch")]
    [ArgumentCompleter(typeof(RefCompleter))]
    public string? Ref { get; set => field = CellOf(value); }

    /// <summary>The commit's metadata: names and texts.</summary>
    [Parameter]
    public IDictionary? Metadata { get; set; }

    /// <summary>Commits even if nothing has changed.</summary>
    [Parameter]
    public SwitchParameter AllowEmpty { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(Ref, () =>
    {
        ObjectAddress branch = ResolveRef(Ref);
        if (!ShouldProcess(Describe("branch", branch), "Commit"))
        {
            return;
        }

        CommitRequest request = new() { Message = Message!, Metadata = CommitMetadata.Of(Metadata), AllowEmpty = AllowEmpty };
        WriteVerbose($"Committing {Describe("branch", branch)} at {LakeFSConnection.EndpointUrl}.");
        WriteObject(Await(new LakeCommits(LakeFSConnection).CommitAsync(branch.Container, branch.Ref, request, StopToken)));
    });
}
