using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using LakeFS.S3.Errors;
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
            ThrowTerminatingError(LakeErrorRecord.From(CmdletErrors.CommitMessageMissing(), null));
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
            throw CmdletErrors.NoCommitsThere(target);
        }

        (LakeS3Connection, string, string) branch = (Via.StoreOf(target), target.Container, target.Ref);
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
            ReportAndGoOn(CmdletErrors.CommitSkipped(repository, reference), AddressOf(repository, reference));
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
            catch (LakeS3Exception nothing) when (ErrorCatalog.NothingToCommit.Is(nothing))
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
}
