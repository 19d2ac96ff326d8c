using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace LakeFS.S3.PowerShell;

/// <summary>A cmdlet that writes to branches and, where it is told to, commits them at its end: once each, and only if everything went.</summary>
public abstract class CommittingCmdlet : TransferCmdlet
{
    private readonly List<ObjectAddress> _branches = [];

    /// <summary>What the commit says that ends the command; none is made where left out.</summary>
    public abstract string? CommitMessage { get; set; }

    /// <summary>Names and texts kept with the commit.</summary>
    public abstract IDictionary? CommitMetadata { get; set; }

    /// <inheritdoc/>
    protected sealed override void BeginProcessing()
    {
        base.BeginProcessing();
        if (CommitMetadata is not null && CommitMessage is null)
        {
            ThrowTerminatingError(LakeErrorRecord.From(
                new LakeS3Exception("LakeCommitMessageMissing", LakeErrorKind.InvalidArgument, "-CommitMetadata is of a commit, and nothing says that there is to be one.")
                {
                    RecommendedAction = "Use -CommitMessage, too.",
                },
                null));
        }
    }

    /// <inheritdoc/>
    protected sealed override void ProcessRecord() => TellingWhatIsLeft(WriteRecord);

    /// <inheritdoc/>
    protected sealed override void EndProcessing() => TellingWhatIsLeft(() =>
    {
        FinishTransfers();
        EndWriting();
        foreach (ObjectAddress branch in _branches.ToArray())
        {
            Commit(branch);
        }
    });

    /// <summary>Writes what one object of the pipeline says.</summary>
    private protected abstract void WriteRecord();

    /// <summary>Does what comes after all transfers and before the commit.</summary>
    private protected virtual void EndWriting()
    {
    }

    /// <summary>Notes the branch of something that is going to be written.</summary>
    /// <param name="target">Its address.</param>
    private protected void WillCommit(ObjectAddress target)
    {
        ObjectAddress branch = target.WithKey(string.Empty);
        if (CommitMessage is not null && !_branches.Contains(branch))
        {
            _branches.Add(branch);
        }
    }

    private void Commit(ObjectAddress branch)
    {
        if (Errors > 0)
        {
            ReportAndGoOn(NotCommitted(branch), branch.Uri);
        }
        else if (ShouldProcess(NameOf(branch), "Commit"))
        {
            WriteVerbose($"Committing {NameOf(branch)} at {Lake.EndpointUrl}.");
            CommitRequest request = new() { Message = CommitMessage!, Metadata = LakeFS.S3.PowerShell.CommitMetadata.Of(CommitMetadata) };
            try
            {
                LakeCommit commit = Await(new LakeCommits(Lake).CommitAsync(branch.Repository, branch.Ref, request, StopToken));
                _branches.Remove(branch);
                if (WritesResults)
                {
                    WriteObject(commit);
                }
            }
            catch (LakeS3Exception nothing) when (nothing.ErrorId == "LakeNothingToCommit")
            {
                WriteVerbose($"There was nothing to commit: {NameOf(branch)} has been like this already.");
            }
            catch (LakeS3Exception error)
            {
                _branches.Remove(branch);
                WriteWarning($"What was written to {NameOf(branch)} may still be uncommitted.");
                Report(error, branch.Uri);
            }
        }
    }

    // An error that ends the command leaves no other word about what was written before it.
    private void TellingWhatIsLeft(Action action)
    {
        try
        {
            action();
        }
        catch when (_branches.Count > 0 && !StopToken.IsCancellationRequested)
        {
            WriteWarning($"Nothing was committed. What was written is uncommitted on {string.Join(" and ", _branches.Select(NameOf))}.");
            throw;
        }
    }

    private static string NameOf(ObjectAddress branch) => $"branch '{branch.Ref}' of repository '{branch.Repository}'";

    private static LakeS3Exception NotCommitted(ObjectAddress branch) => new(
        "LakeCommitSkipped",
        LakeErrorKind.InvalidOperation,
        $"Nothing was committed, because not everything went well. What was written is uncommitted on {NameOf(branch)}.")
    {
        RecommendedAction = "Run the command again when the other errors are mended. Get-LakeChange shows what is uncommitted, Reset-LakeBranch drops it.",
        Repository = branch.Repository,
        Ref = branch.Ref,
    };
}
