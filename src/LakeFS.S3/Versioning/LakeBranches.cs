using System.Collections.Generic;
using System.Net.Http;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Addressing;
using LakeFS.S3.Errors;
using LakeFS.S3.Rest;
using LakeFS.S3.S3;

namespace LakeFS.S3;

/// <summary>Lists, creates, resets and removes branches.</summary>
public sealed class LakeBranches
{
    private readonly LakeS3Connection _connection;
    private readonly RestClient _rest;

    /// <summary>Works over a connection.</summary>
    /// <param name="connection">The connection.</param>
    public LakeBranches(LakeS3Connection connection)
    {
        _connection = connection;
        _rest = new RestClient(connection);
    }

    /// <summary>
    /// Streams a repository's branches, page by page. Where the REST API is out of reach or refuses this key, it is the
    /// S3 side that lists them, and <see cref="LakeBranch.CommitId"/> is null.
    /// </summary>
    /// <param name="repository">The repository's id.</param>
    /// <param name="prefix">The prefix of the names, or null.</param>
    /// <param name="includeHidden">Whether hidden ones are listed too; the S3 side lists them in no case.</param>
    /// <param name="cancellationToken">Stops the requests.</param>
    /// <returns>The branches in the order of their names.</returns>
    /// <exception cref="LakeS3Exception">The repository does not exist, or the server refused or could not be reached.</exception>
    public IAsyncEnumerable<LakeBranch> ListAsync(string repository, string? prefix, bool includeHidden, CancellationToken cancellationToken) => RestFallback.ListAsync(
        ListByRestAsync(repository, prefix, includeHidden, cancellationToken),
        () => new S3Client(_connection).Lists.BranchesAsync(repository, prefix, cancellationToken),
        cancellationToken);

    /// <summary>Reads one branch.</summary>
    /// <param name="repository">The repository's id.</param>
    /// <param name="branch">The branch.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The branch with its last commit.</returns>
    /// <exception cref="LakeS3Exception">The branch does not exist, or the server refused.</exception>
    public async Task<LakeBranch> GetAsync(string repository, string branch, CancellationToken cancellationToken)
    {
        RefModel found = await _rest.GetAsync(
            new RestCall(RestOperation.ReadBranch, repository, branch), PathOf(repository, branch), RestJson.Default.RefModel, cancellationToken).ConfigureAwait(false);
        return new LakeBranch(repository, found.Id) { CommitId = found.CommitId };
    }

    /// <summary>Makes a branch. Costs no copy of any object. Sent once.</summary>
    /// <param name="repository">The repository's id.</param>
    /// <param name="branch">Its name: letters, digits, hyphens and underscores, no hyphen in front.</param>
    /// <param name="request">Where it begins.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The new branch.</returns>
    /// <exception cref="LakeS3Exception">The name is taken or invalid, the source does not exist, or the server refused.</exception>
    public async Task<LakeBranch> CreateAsync(string repository, string branch, BranchRequest request, CancellationToken cancellationToken)
    {
        NameRules.CheckBranch(branch);
        RestCall call = new(RestOperation.CreateBranch, repository, branch);
        string commitId = await _rest.PostForTextAsync(
            call,
            new RestPath("repositories", repository, "branches"),
            new BranchCreationModel { Name = branch, Source = request.Source, Hidden = request.Hidden },
            RestJson.Default.BranchCreationModel,
            cancellationToken).ConfigureAwait(false);

        // The answer is the commit's id as plain text (rest-branches #5); a web page is none.
        return NameRules.IsCommitId(commitId.Trim())
            ? new LakeBranch(repository, branch) { CommitId = commitId.Trim() }
            : throw RestErrors.NotLakeFS(_connection, call, null);
    }

    /// <summary>
    /// Removes a branch; its commits stay as long as something else refers to them. lakeFS itself removes a branch
    /// with uncommitted changes without a question (rest-branches #47): unless forced, this looks first, with one more
    /// request. What is written between the two is not seen. Sent once.
    /// </summary>
    /// <param name="repository">The repository's id.</param>
    /// <param name="branch">The branch.</param>
    /// <param name="force">Whether uncommitted changes go with it.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <returns>A task that ends when the branch is gone.</returns>
    /// <exception cref="LakeS3Exception">There are uncommitted changes, it is the default branch, it does not exist, or the server refused.</exception>
    public async Task DeleteAsync(string repository, string branch, bool force, CancellationToken cancellationToken)
    {
        if (!force && await new LakeChanges(_connection).AnyAsync(repository, branch, cancellationToken).ConfigureAwait(false))
        {
            throw VersioningErrors.BranchHasUncommittedChanges(
                new ErrorFacts { Endpoint = _connection.EndpointUrl, Repository = repository, Ref = branch });
        }

        await _rest.SendAsync(
            new RestCall(RestOperation.RemoveBranch, repository, branch), HttpMethod.Delete, PathOf(repository, branch), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Discards uncommitted changes: all, or those of some objects. Nothing to discard is not an error (rest-reset #20). Sent once.</summary>
    /// <param name="repository">The repository's id.</param>
    /// <param name="branch">The branch.</param>
    /// <param name="scope">Which changes.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>A task that ends when they are dropped.</returns>
    /// <exception cref="LakeS3Exception">The branch does not exist or is protected, or the server refused.</exception>
    public Task ResetAsync(string repository, string branch, ResetScope scope, CancellationToken cancellationToken) => _rest.SendAsync(
        new RestCall(RestOperation.Reset, repository, branch),
        HttpMethod.Put,
        PathOf(repository, branch),
        new ResetModel { Type = scope.Type, Path = scope.Path },
        RestJson.Default.ResetModel,
        cancellationToken);

    /// <summary>
    /// Moves a branch to another commit. Commits that were made since are no longer on it. Uncommitted changes stay on
    /// it, above the other commit (rest-reset #28). Sent once.
    /// </summary>
    /// <param name="repository">The repository's id.</param>
    /// <param name="branch">The branch.</param>
    /// <param name="target">The ref to move it to.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>A task that ends when it has moved.</returns>
    /// <exception cref="LakeS3Exception">Branch or target does not exist, the branch is protected, or the server refused.</exception>
    public Task MoveAsync(string repository, string branch, string target, CancellationToken cancellationToken) => _rest.SendAsync(
        new RestCall(RestOperation.Reset, repository, branch),
        HttpMethod.Put,
        new RestPath("repositories", repository, "branches", branch, "hard_reset").With("ref", target),
        cancellationToken);

    private static RestPath PathOf(string repository, string branch) => new("repositories", repository, "branches", branch);

    private async IAsyncEnumerable<LakeBranch> ListByRestAsync(
        string repository, string? prefix, bool includeHidden, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        RestPath path = new RestPath("repositories", repository, "branches").With("prefix", prefix).With("show_hidden", includeHidden);
        RestCall call = new(RestOperation.ReadBranch, repository, null);
        await foreach (RefModel branch in _rest.ListAsync(call, path, RestJson.Default.ListModelRefModel, cancellationToken).ConfigureAwait(false))
        {
            yield return new LakeBranch(repository, branch.Id) { CommitId = branch.CommitId };
        }
    }
}
