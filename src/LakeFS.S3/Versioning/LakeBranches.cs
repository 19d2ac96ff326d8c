using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Addressing;
using LakeFS.S3.Errors;
using LakeFS.S3.Rest;
using LakeFS.S3.S3;
using LakeFS.S3.Versioning;

namespace LakeFS.S3;

/// <summary>Lists, creates, resets and deletes branches.</summary>
public sealed class LakeBranches
{
    private readonly LakeS3Connection _connection;
    private readonly RestClient _rest;

    /// <summary>Uses a connection.</summary>
    /// <param name="connection">The connection.</param>
    public LakeBranches(LakeS3Connection connection)
    {
        _connection = connection;
        _rest = new RestClient(connection);
    }

    /// <summary>
    /// Streams a repository's branches, page by page. If the REST API is not available or not allowed for the key pair,
    /// they are listed over S3, and <see cref="LakeBranch.CommitId"/> is null.
    /// </summary>
    /// <param name="repository">The repository's id.</param>
    /// <param name="prefix">The prefix of the names, or null.</param>
    /// <param name="includeHidden">Whether to include hidden branches; over S3 they are never included.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <returns>The branches, sorted by name.</returns>
    /// <exception cref="LakeS3Exception">The repository does not exist, or the server rejected the request or could not be reached.</exception>
    public IAsyncEnumerable<LakeBranch> ListAsync(string repository, string? prefix, bool includeHidden, CancellationToken cancellationToken) => RestFallback.ListAsync(
        ListByRestAsync(repository, prefix, includeHidden, cancellationToken),
        () => new S3Client(_connection).Lists.BranchesAsync(repository, prefix, cancellationToken),
        cancellationToken);

    /// <summary>Gets a branch.</summary>
    /// <param name="repository">The repository's id.</param>
    /// <param name="branch">The branch.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The branch with its last commit.</returns>
    /// <exception cref="LakeS3Exception">The branch does not exist, or the server rejected the request.</exception>
    public async Task<LakeBranch> GetAsync(string repository, string branch, CancellationToken cancellationToken)
    {
        RefModel found = await _rest.GetAsync(
            new RestCall(RestOperation.ReadBranch, repository, branch), PathOf(repository, branch), RestJson.Default.RefModel, cancellationToken).ConfigureAwait(false);
        return new LakeBranch(repository, found.Id) { CommitId = found.CommitId };
    }

    /// <summary>Gets the name of a repository's default branch, to mark it in a list.</summary>
    /// <returns>The name; null if the REST API is not available or not allowed for the key pair.</returns>
    internal async Task<string?> DefaultAsync(string repository, CancellationToken cancellationToken)
    {
        try
        {
            return (await new LakeRepositories(_connection).GetAsync(repository, cancellationToken).ConfigureAwait(false)).DefaultBranch;
        }
        catch (LakeS3Exception error) when (RestFallback.MayDoByS3(error))
        {
            return null;
        }
    }

    /// <summary>
    /// Creates a branch; no objects are copied. If the response is lost, checks whether the branch is there, at the source's
    /// commit; retried only if it certainly was not created.
    /// </summary>
    /// <param name="repository">The repository's id.</param>
    /// <param name="branch">The name: letters, digits, hyphens and underscores, not starting with a hyphen.</param>
    /// <param name="request">The options of the branch.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The new branch.</returns>
    /// <exception cref="LakeS3Exception">The name is taken or invalid, the source does not exist, or the server rejected the request.</exception>
    public Task<LakeBranch> CreateAsync(string repository, string branch, BranchRequest request, CancellationToken cancellationToken)
    {
        NameRules.CheckBranch(branch);
        return new UnknownOutcome(_connection, cancellationToken).ResolveAsync(
            () => SendAsync(repository, branch, request, cancellationToken),
            () => IfAtAsync(repository, branch, request.Source, cancellationToken));
    }

    /// <summary>
    /// Deletes a branch; its commits remain as long as something else refers to them. lakeFS itself deletes a branch even
    /// if it has uncommitted changes (rest-branches #47). Unless forced, this method checks for them first, with another
    /// request; it can't detect changes made between the two requests. If the response is lost, checks whether the branch is
    /// gone; retried only if it certainly was not deleted.
    /// </summary>
    /// <param name="repository">The repository's id.</param>
    /// <param name="branch">The branch.</param>
    /// <param name="force">Whether to delete a branch with uncommitted changes.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <returns>A task that completes when the branch has been deleted.</returns>
    /// <exception cref="LakeS3Exception">There are uncommitted changes, it is the default branch, it does not exist, or the server rejected the request.</exception>
    public async Task DeleteAsync(string repository, string branch, bool force, CancellationToken cancellationToken)
    {
        if (!force && await new LakeChanges(_connection).AnyAsync(repository, branch, cancellationToken).ConfigureAwait(false))
        {
            throw VersioningErrors.BranchHasUncommittedChanges(
                new ErrorFacts { Endpoint = _connection.EndpointUrl, Repository = repository, Ref = branch });
        }

        await new UnknownOutcome(_connection, cancellationToken).RemoveAsync(
            () => _rest.SendAsync(new RestCall(RestOperation.RemoveBranch, repository, branch), HttpMethod.Delete, PathOf(repository, branch), cancellationToken),
            () => GetAsync(repository, branch, cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>
    /// Discards uncommitted changes: all of them, or those of some objects. If there are none, this is not an error
    /// (rest-reset #20). If the response is lost, checks whether they are gone; retried only if they are not.
    /// </summary>
    /// <param name="repository">The repository's id.</param>
    /// <param name="branch">The branch.</param>
    /// <param name="scope">The changes to discard.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>A task that completes when the changes have been discarded.</returns>
    /// <exception cref="LakeS3Exception">The branch does not exist or is protected, or the server rejected the request.</exception>
    public Task ResetAsync(string repository, string branch, ResetScope scope, CancellationToken cancellationToken) => ChangeAsync(
        branch,
        () => _rest.SendAsync(
            new RestCall(RestOperation.Reset, repository, branch),
            HttpMethod.Put,
            PathOf(repository, branch),
            new ResetModel { Type = scope.Type, Path = scope.Path },
            RestJson.Default.ResetModel,
            cancellationToken),
        async () =>
        {
            await foreach (LakeChange change in new LakeChanges(_connection).ListAsync(repository, branch, scope.Path, cancellationToken).ConfigureAwait(false))
            {
                if (scope.Includes(change.Key))
                {
                    return false;
                }
            }

            return true;
        },
        cancellationToken);

    /// <summary>
    /// Moves a branch to another commit. It no longer contains the commits made since. Its uncommitted changes are kept on
    /// top of the other commit (rest-reset #28). If the response is lost, checks whether the branch is at the other commit;
    /// retried only if it is not.
    /// </summary>
    /// <param name="repository">The repository's id.</param>
    /// <param name="branch">The branch.</param>
    /// <param name="target">The ref to move it to.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>A task that completes when the branch has been moved.</returns>
    /// <exception cref="LakeS3Exception">Branch or target does not exist, the branch is protected, or the server rejected the request.</exception>
    public Task MoveAsync(string repository, string branch, string target, CancellationToken cancellationToken) => ChangeAsync(
        branch,
        () => _rest.SendAsync(
            new RestCall(RestOperation.Reset, repository, branch),
            HttpMethod.Put,
            new RestPath("repositories", repository, "branches", branch, "hard_reset").With("ref", target),
            cancellationToken),
        async () => await IfAtAsync(repository, branch, target, cancellationToken).ConfigureAwait(false) is not null,
        cancellationToken);

    private async Task ChangeAsync(string branch, Func<Task> change, Func<Task<bool>> isDone, CancellationToken cancellationToken) =>
        await new UnknownOutcome(_connection, cancellationToken).ResolveAsync(
            async () =>
            {
                await change().ConfigureAwait(false);
                return branch;
            },
            async () => await isDone().ConfigureAwait(false) ? branch : null).ConfigureAwait(false);

    private async Task<LakeBranch> SendAsync(string repository, string branch, BranchRequest request, CancellationToken cancellationToken)
    {
        RestCall call = new(RestOperation.CreateBranch, repository, branch);
        string commitId = await _rest.PostForTextAsync(
            call,
            new RestPath("repositories", repository, "branches"),
            new BranchCreationModel { Name = branch, Source = request.Source, Hidden = request.Hidden },
            RestJson.Default.BranchCreationModel,
            cancellationToken).ConfigureAwait(false);

        // The response is the commit id as plain text (rest-branches #5); a web page is not.
        return NameRules.IsCommitId(commitId.Trim())
            ? new LakeBranch(repository, branch) { CommitId = commitId.Trim() }
            : throw RestErrors.Unreadable(_connection, call, null);
    }

    // A target that is relative to the branch itself is another one after the branch has moved, and then the branch is not at it.
    private async Task<LakeBranch?> IfAtAsync(string repository, string branch, string target, CancellationToken cancellationToken)
    {
        LakeBranch there = await GetAsync(repository, branch, cancellationToken).ConfigureAwait(false);
        LakeCommit wanted = await new LakeCommits(_connection).GetAsync(repository, target, cancellationToken).ConfigureAwait(false);
        return there.CommitId == wanted.Id ? there : null;
    }

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
