using System.Management.Automation;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Commands.Parameters;

namespace LakeFS.S3.PowerShell;

/// <summary>Undoes what a commit changed, with another commit.</summary>
[Cmdlet(VerbsCommon.Undo, "LakeCommit", SupportsShouldProcess = true)]
[OutputType("LakeFS.S3.LakeCommit")]
public sealed class UndoLakeCommitCommand : CommitReplayCmdlet
{
    /// <summary>Commits also where nothing would change.</summary>
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
        if (PassThru)
        {
            // lakeFS does not say which commit it made: it is the branch's last one, unless somebody was quicker.
            WriteObject(Await(commits.GetAsync(branch.Container, branch.Ref, StopToken)));
        }
    }
}
