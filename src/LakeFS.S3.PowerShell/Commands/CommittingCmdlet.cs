using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell;

/// <summary>A cmdlet that writes to branches and, where it is told to, commits them at its end: once each, and only if everything went.</summary>
public abstract class CommittingCmdlet : TransferCmdlet
{
    // Each with the connection that leads to it, which behind a router is not the cmdlet's.
    private readonly List<(LakeS3Connection Store, string Repository, string Ref)> _branches = [];

    /// <summary>What the commit says that ends the command; none is made where left out.</summary>
    public abstract string? CommitMessage { get; set; }

    /// <summary>Names and texts kept with the commit.</summary>
    public abstract IDictionary? CommitMetadata { get; set; }

    /// <inheritdoc/>
    protected sealed override void BeginProcessing()
    {
        base.BeginProcessing();
        try
        {
            CheckParameters();
        }
        catch (LakeS3Exception error)
        {
            ThrowTerminatingError(LakeErrorRecord.From(error, null));
        }

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
        foreach ((LakeS3Connection store, string repository, string reference) in _branches.ToArray())
        {
            Commit(store, repository, reference);
        }
    });

    /// <summary>Refuses parameters that can't be meant, before anything is done.</summary>
    private protected virtual void CheckParameters()
    {
    }

    /// <summary>Writes what one object of the pipeline says.</summary>
    private protected abstract void WriteRecord();

    /// <summary>Does what comes after all transfers and before the commit.</summary>
    private protected virtual void EndWriting()
    {
    }

    /// <summary>Notes the branch of something that is going to be written, from any thread.</summary>
    /// <param name="target">Its address.</param>
    /// <exception cref="LakeS3Exception"><c>LakeNotLakeFS</c>: it is going to be committed, but not on lakeFS.</exception>
    private protected void WillCommit(ObjectAddress target)
    {
        if (CommitMessage is null)
        {
            return;
        }

        if (!target.IsOnLakeFS)
        {
            throw new LakeS3Exception("LakeNotLakeFS", LakeErrorKind.InvalidOperation, $"{target.Uri} is on a plain S3 store, which has no commits.")
            {
                RecommendedAction = "Leave -CommitMessage out.",
            };
        }

        (LakeS3Connection, string, string) branch = (Via.StoreOf(target), target.Repository, target.Ref);
        lock (_branches)
        {
            if (!_branches.Contains(branch))
            {
                _branches.Add(branch);
            }
        }
    }

    private void Commit(LakeS3Connection store, string repository, string reference)
    {
        string branch = NameOf(repository, reference);
        if (Errors > 0)
        {
            ReportAndGoOn(NotCommitted(repository, reference), AddressOf(repository, reference));
        }
        else if (ShouldProcess(branch, "Commit"))
        {
            WriteVerbose($"Committing {branch} at {store.EndpointUrl}.");
            CommitRequest request = new() { Message = CommitMessage!, Metadata = Commands.CommitMetadata.Of(CommitMetadata) };
            try
            {
                LakeCommit commit = Await(new LakeCommits(store).CommitAsync(repository, reference, request, StopToken));
                _branches.Remove((store, repository, reference));
                if (WritesResults)
                {
                    WriteObject(commit);
                }
            }
            catch (LakeS3Exception nothing) when (nothing.ErrorId == "LakeNothingToCommit")
            {
                WriteVerbose($"There was nothing to commit: {branch} has been like this already.");
            }
            catch (LakeS3Exception error)
            {
                _branches.Remove((store, repository, reference));
                WriteWarning($"What was written to {branch} may still be uncommitted.");
                Report(error, AddressOf(repository, reference));
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
            WriteWarning($"Nothing was committed. What was written is uncommitted on {string.Join(" and ", _branches.Select(branch => NameOf(branch.Repository, branch.Ref)))}.");
            throw;
        }
    }

    private static string NameOf(string repository, string reference) => $"branch '{reference}' of repository '{repository}'";

    private static string AddressOf(string repository, string reference) => new ObjectAddress(repository, reference, string.Empty).Uri;

    private static LakeS3Exception NotCommitted(string repository, string reference) => new(
        "LakeCommitSkipped",
        LakeErrorKind.InvalidOperation,
        $"Nothing was committed, because not everything went well. What was written is uncommitted on {NameOf(repository, reference)}.")
    {
        RecommendedAction = "Run the command again when the other errors are mended. Get-LakeChange shows what is uncommitted, Reset-LakeBranch drops it.",
        Repository = repository,
        Ref = reference,
    };
}
