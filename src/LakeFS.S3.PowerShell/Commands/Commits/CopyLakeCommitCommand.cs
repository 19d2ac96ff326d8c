using System.Management.Automation;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Commands.Parameters;

namespace LakeFS.S3.PowerShell;

/// <summary>Applies the changes of a commit to a branch (cherry-pick).</summary>
[Cmdlet(VerbsCommon.Copy, "LakeCommit", SupportsShouldProcess = true)]
[OutputType("LakeFS.S3.LakeCommit")]
public sealed class CopyLakeCommitCommand : CommitReplayCmdlet
{
    /// <inheritdoc/>
    protected override string Action => "Copy";

    /// <inheritdoc/>
    protected override void Replay(ObjectAddress branch, string commit)
    {
        PickRequest request = new() { Ref = commit, ParentNumber = ParentNumber, Message = Message, Metadata = CommitMetadata.Of(Metadata) };
        LakeCommits commits = new(LakeFSConnection);
        LakeCommit copy = Await(commits.CherryPickAsync(branch.Container, branch.Ref, request, StopToken));
        if (!Await(commits.CanBeFoundAsync(copy, StopToken)))
        {
            WriteWarning(
                $"lakeFS can't find the new commit {copy.Id} by its id for some minutes, because the copied one has metadata. "
                + $"'{branch.Ref}' leads to it all the same.");
        }

        WriteObject(copy);
    }
}
