using System.Management.Automation;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Commands.Parameters;

namespace LakeFS.S3.PowerShell;

/// <summary>Reverts the changes of a commit with another commit.</summary>
[Cmdlet(VerbsCommon.Undo, "LakeCommit", SupportsShouldProcess = true)]
[OutputType("LakeFS.S3.LakeCommit")]
public sealed class UndoLakeCommitCommand : CommitReplayCmdlet
{
    /// <summary>Creates a commit even if nothing changes.</summary>
    [Parameter]
    public SwitchParameter AllowEmpty { get; set; }

    /// <inheritdoc/>
    protected override string Action => "Undo";

    /// <inheritdoc/>
    protected override void Replay(ObjectAddress branch, string commit)
    {
        PickRequest request = new()
        {
            Ref = commit,
            ParentNumber = ParentNumber,
            Message = Message,
            Metadata = CommitMetadata.Of(Metadata),
            AllowEmpty = AllowEmpty,
        };
        LakeCommits commits = new(LakeFSConnection);
        Wait(commits.RevertAsync(branch.Container, branch.Ref, request, StopToken));
        // lakeFS does not return the new commit: it is the branch's latest, unless another client has committed since.
        WriteNewCommit(commits.GetAsync(branch.Container, branch.Ref, StopToken), $"The changes of '{commit}' are undone");
    }
}
