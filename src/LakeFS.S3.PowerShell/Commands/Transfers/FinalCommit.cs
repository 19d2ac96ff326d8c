using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using LakeFS.S3.Errors;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Commands.Parameters;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell.Commands.Transfers;

/// <summary>
/// The commits at the end of a command that writes to branches: one on each branch, and only if everything succeeded.
/// </summary>
internal sealed class FinalCommit
{
    // Each with the connection to its store, which with a router differs from the cmdlet's.
    private readonly List<(LakeS3Connection Store, string Repository, string Ref)> _branches = [];
    private readonly LakeCmdlet _cmdlet;
    private readonly LakeConnection _connection;
    private readonly CommitRequest? _request;

    private FinalCommit(LakeCmdlet cmdlet, LakeConnection connection, CommitRequest? request)
    {
        _cmdlet = cmdlet;
        _connection = connection;
        _request = request;
    }

    /// <summary>Validates the parameters; ends the command if there is metadata but no message.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="connection">Its connection.</param>
    /// <param name="message">The commit's message; null for no commit.</param>
    /// <param name="metadata">The commit's metadata, or null.</param>
    public static FinalCommit Of(LakeCmdlet cmdlet, LakeConnection connection, string? message, IDictionary? metadata)
    {
        if (message is null && metadata is not null)
        {
            cmdlet.ThrowTerminatingError(LakeErrorRecord.From(CmdletErrors.CommitMessageMissing(), null));
        }

        CommitRequest? request = null;
        try
        {
            request = message is null ? null : new CommitRequest { Message = message, Metadata = CommitMetadata.Of(metadata) };
        }
        catch (LakeS3Exception error)
        {
            cmdlet.ThrowTerminatingError(LakeErrorRecord.From(error, null));
        }

        return new FinalCommit(cmdlet, connection, request);
    }

    /// <summary>Records the branch of an object that is about to be written; can be called on any thread.</summary>
    /// <param name="target">The object's address.</param>
    /// <exception cref="LakeS3Exception"><c>LakeNotLakeFS</c>: there is going to be a commit, but the object is not on
    /// lakeFS.</exception>
    public void NoteTarget(ObjectAddress target)
    {
        if (_request is null)
        {
            return;
        }

        if (!target.IsOnLakeFS)
        {
            throw CmdletErrors.NoCommitsThere(target);
        }

        (LakeS3Connection, string, string) branch = (_connection.StoreOf(target), target.Container, target.Ref);
        lock (_branches)
        {
            if (!_branches.Contains(branch))
            {
                _branches.Add(branch);
            }
        }
    }

    /// <summary>Runs a part of the command. If it ends with an error, warns about the branches that remain uncommitted.</summary>
    /// <param name="write">The part of the command.</param>
    public void Guard(Action write)
    {
        try
        {
            write();
        }
        catch when (_branches.Count > 0 && !_cmdlet.StopToken.IsCancellationRequested)
        {
            _cmdlet.WriteWarning($"Nothing was committed. What was written is uncommitted on {string.Join(" and ", _branches.Select(branch => NameOf(branch.Repository, branch.Ref)))}.");
            throw;
        }
    }

    /// <summary>Commits each branch if everything has been written; call it within <see cref="Guard"/>.</summary>
    /// <param name="writesCommits">Whether to write the commits to the pipeline.</param>
    public void Commit(bool writesCommits)
    {
        foreach ((LakeS3Connection store, string repository, string reference) in _branches.ToArray())
        {
            Commit(store, repository, reference, writesCommits);
        }
    }

    private void Commit(LakeS3Connection store, string repository, string reference, bool writesCommits)
    {
        string branch = NameOf(repository, reference);
        if (_cmdlet.Errors > 0)
        {
            _cmdlet.ReportAndGoOn(CmdletErrors.CommitSkipped(repository, reference), AddressOf(repository, reference));
        }
        else if (_cmdlet.ShouldProcess(branch, "Commit"))
        {
            _cmdlet.WriteVerbose($"Committing {branch} at {store.EndpointUrl}.");
            try
            {
                LakeCommit commit = _cmdlet.Await(new LakeCommits(store).CommitAsync(repository, reference, _request!, _cmdlet.StopToken));
                _branches.Remove((store, repository, reference));
                if (writesCommits)
                {
                    _cmdlet.WriteObject(commit);
                }
            }
            catch (LakeS3Exception unchanged) when (ErrorCatalog.NothingToCommit.Is(unchanged))
            {
                _cmdlet.WriteVerbose($"There was nothing to commit: {branch} has the same content already.");
            }
            catch (LakeS3Exception error)
            {
                _branches.Remove((store, repository, reference));
                _cmdlet.WriteWarning($"What was written to {branch} may still be uncommitted.");
                _cmdlet.Report(error, AddressOf(repository, reference));
            }
        }
    }

    private static string NameOf(string repository, string reference) => $"branch '{reference}' of repository '{repository}'";

    private static string AddressOf(string repository, string reference) => new ObjectAddress(repository, reference, string.Empty).Uri;
}
