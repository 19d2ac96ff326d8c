using System;
using System.Collections;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3;

/// <summary>What S3 has no words for, by lakeFS's REST API.</summary>
public sealed class LakeVersioning
{
    private readonly LakeS3Connection _connection;

    /// <summary>Works over a connection.</summary>
    /// <param name="connection">The connection.</param>
    public LakeVersioning(LakeS3Connection connection)
    {
        _connection = connection;
    }

    /// <summary>Commits a branch's uncommitted changes. Sent once: whether a lost answer was a success is for the log to say.</summary>
    /// <param name="repository">The repository's id.</param>
    /// <param name="branch">The branch.</param>
    /// <param name="request">Message and metadata.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The new commit.</returns>
    /// <exception cref="LakeS3Exception">There is nothing to commit, the branch does not exist or is protected, or the server refused.</exception>
    public async Task<LakeCommit> CommitAsync(string repository, string branch, CommitRequest request, CancellationToken cancellationToken)
    {
        NameRules.RequireBranch(new ObjectAddress(repository, branch, string.Empty));
        CommitModel commit = await new RestClient(_connection).PostAsync(
            new RestCall(repository, branch),
            ["repositories", repository, "branches", branch, "commits"],
            new CommitCreationModel { Message = request.Message, Metadata = request.Metadata, AllowEmpty = request.AllowEmpty },
            RestJson.Default.CommitCreationModel,
            RestJson.Default.CommitModel,
            cancellationToken).ConfigureAwait(false);
        return CommitOf(repository, commit);
    }

    /// <summary>Reads one commit.</summary>
    /// <param name="repository">The repository's id.</param>
    /// <param name="reference">Any ref: lakeFS takes branches, tags and abbreviated ids too (rest-commits #35).</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The commit the ref leads to.</returns>
    /// <exception cref="LakeS3Exception">The ref does not exist, or the server refused.</exception>
    public async Task<LakeCommit> GetCommitAsync(string repository, string reference, CancellationToken cancellationToken)
    {
        CommitModel commit = await new RestClient(_connection).GetAsync(
            new RestCall(repository, reference), ["repositories", repository, "commits", reference], RestJson.Default.CommitModel, cancellationToken)
            .ConfigureAwait(false);
        return CommitOf(repository, commit);
    }

    private static LakeCommit CommitOf(string repository, CommitModel commit) => new(repository, commit.Id)
    {
        Message = commit.Message,
        Committer = commit.Committer,
        CreationDate = DateTimeOffset.FromUnixTimeSeconds(commit.CreationDate).UtcDateTime,
        Parents = commit.Parents,
        Metadata = commit.Metadata is null ? [] : new Hashtable(commit.Metadata),
    };
}
