using System.Collections.Generic;
using System.Globalization;
using System.Net;
using System.Net.Http;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Addressing;
using LakeFS.S3.Errors;
using LakeFS.S3.Rest;
using LakeFS.S3.Versioning;

namespace LakeFS.S3;

/// <summary>Creates, lists, reverts and cherry-picks commits.</summary>
public sealed class LakeCommits
{
    private readonly LakeS3Connection _connection;
    private readonly RestClient _rest;

    /// <summary>Uses a connection.</summary>
    /// <param name="connection">The connection.</param>
    public LakeCommits(LakeS3Connection connection)
    {
        _connection = connection;
        _rest = new RestClient(connection);
    }

    /// <summary>
    /// Commits a branch's uncommitted changes. If the response is lost, checks whether the branch has the commit; retried
    /// only if it certainly was not made.
    /// </summary>
    /// <param name="repository">The repository's id.</param>
    /// <param name="branch">The branch.</param>
    /// <param name="request">The options of the commit.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The new commit.</returns>
    /// <exception cref="LakeS3Exception">There is nothing to commit, a hook failed, the branch does not exist or is
    /// protected, or the server rejected the request.</exception>
    public async Task<LakeCommit> CommitAsync(string repository, string branch, CommitRequest request, CancellationToken cancellationToken)
    {
        NameRules.RequireBranch(new ObjectAddress(repository, branch, string.Empty));
        CommitSearch search = new(_connection, repository, branch, cancellationToken);
        UnknownOutcome outcome = new(_connection, cancellationToken) { MayTakeLong = true, CanBeDoubled = request.AllowEmpty };
        return Known(await outcome.ResolveAsync(
            async () => (await _rest.PostAsync(
                new RestCall(RestOperation.Commit, repository, branch),
                new RestPath("repositories", repository, "branches", branch, "commits"),
                new CommitCreationModel { Message = request.Message, Metadata = request.Metadata, AllowEmpty = request.AllowEmpty },
                RestJson.Default.CommitCreationModel,
                RestJson.Default.CommitModel,
                cancellationToken).ConfigureAwait(false)).ToCommit(repository),
            () => search.FindCommitAsync(request)).ConfigureAwait(false));
    }

    /// <summary>Gets a commit.</summary>
    /// <param name="repository">The repository's id.</param>
    /// <param name="reference">Any ref: lakeFS accepts branches, tags and abbreviated ids too (rest-commits #35).</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The commit the ref resolves to.</returns>
    /// <exception cref="LakeS3Exception">The ref does not exist, or the server rejected the request.</exception>
    public async Task<LakeCommit> GetAsync(string repository, string reference, CancellationToken cancellationToken)
    {
        CommitModel commit = await _rest.GetAsync(
            new RestCall(RestOperation.ReadCommit, repository, reference),
            new RestPath("repositories", repository, "commits", reference),
            RestJson.Default.CommitModel,
            cancellationToken).ConfigureAwait(false);
        return Known(commit.ToCommit(repository));
    }

    /// <summary>Streams the log of a ref, page by page, latest commit first.</summary>
    /// <param name="repository">The repository's id.</param>
    /// <param name="reference">The ref to start at.</param>
    /// <param name="options">The options of the log.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <returns>The commits.</returns>
    /// <exception cref="LakeS3Exception">The ref does not exist, or the server rejected the request.</exception>
    public async IAsyncEnumerable<LakeCommit> LogAsync(
        string repository, string reference, LogOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        RestPath path = new RestPath("repositories", repository, "refs", reference, "commits")
            .With("since", options.Since?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))
            .With("first_parent", options.FirstParent);
        foreach (string prefix in options.Prefixes)
        {
            path.With("prefixes", prefix);
        }

        foreach (string key in options.Keys)
        {
            path.With("objects", key);
        }

        // With a limit, the server ends the list: five commits take no page of 1,000, and no second page.
        int wanted = options.First ?? int.MaxValue;
        bool isOnePage = wanted <= RestClient.MaxPageSize;
        int pageSize = isOnePage ? wanted : RestClient.MaxPageSize;
        path.With("limit", isOnePage);
        RestCall call = new(RestOperation.ReadLog, repository, reference);
        await foreach (CommitModel commit in _rest.ListAsync(call, path, RestJson.Default.ListModelCommitModel, cancellationToken, pageSize).ConfigureAwait(false))
        {
            // The newest one is enough: only that is ever searched for.
            yield return wanted == (options.First ?? int.MaxValue) ? Known(commit.ToCommit(repository)) : commit.ToCommit(repository);
            if (--wanted == 0)
            {
                yield break;
            }
        }
    }

    /// <summary>
    /// Reverts the changes of a commit with another commit on a branch. lakeFS does not return the id of the new commit. If the
    /// response is lost, checks whether the branch has it; retried only if it certainly was not made.
    /// </summary>
    /// <param name="repository">The repository's id.</param>
    /// <param name="branch">The branch.</param>
    /// <param name="request">The commit to revert, and the options of the new commit.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>A task that completes when the commit has been reverted.</returns>
    /// <exception cref="LakeS3Exception">The objects have been changed again since, there is nothing to revert, the branch
    /// has uncommitted changes, or the server rejected the request.</exception>
    public async Task RevertAsync(string repository, string branch, PickRequest request, CancellationToken cancellationToken)
    {
        NameRules.RequireBranch(new ObjectAddress(repository, branch, string.Empty));
        CommitSearch search = new(_connection, repository, branch, cancellationToken);
        UnknownOutcome outcome = new(_connection, cancellationToken) { MayTakeLong = true, CanBeDoubled = request.AllowEmpty };
        try
        {
            await outcome.ResolveAsync<object>(
                async () =>
                {
                    await _rest.SendAsync(
                        new RestCall(RestOperation.Revert, repository, branch) { Source = request.Ref },
                        HttpMethod.Post,
                        new RestPath("repositories", repository, "branches", branch, "revert"),
                        ModelOf(request, request.ParentNumber, request.AllowEmpty),
                        RestJson.Default.PickModel,
                        cancellationToken).ConfigureAwait(false);
                    return branch;
                },
                async () => await search.FindRevertAsync(request).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (LakeS3Exception orphan) when (IsFirst(orphan, request))
        {
            throw VersioningErrors.CommitIsFirst(ErrorFacts.Of(orphan), request.Ref);
        }
    }

    /// <summary>
    /// Applies the changes of a commit to a branch, with another commit. lakeFS creates a commit even if nothing changes
    /// (rest-revert-cherry-pick #34). Not retried; if the response is lost, checks whether the branch has the commit.
    /// </summary>
    /// <remarks>For some minutes, lakeFS 1.84 can't find the new commit by its id if the original has metadata, as every
    /// merge commit does (quirk-cherry-pick-metadata #7); it is on the branch nevertheless.</remarks>
    /// <param name="repository">The repository's id.</param>
    /// <param name="branch">The branch.</param>
    /// <param name="request">The commit to cherry-pick, and the options of the new commit.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The new commit.</returns>
    /// <exception cref="LakeS3Exception">There is a conflict, the branch has uncommitted changes, or the server rejected the request.</exception>
    public async Task<LakeCommit> CherryPickAsync(string repository, string branch, PickRequest request, CancellationToken cancellationToken)
    {
        NameRules.RequireBranch(new ObjectAddress(repository, branch, string.Empty));
        CommitSearch search = new(_connection, repository, branch, cancellationToken);
        UnknownOutcome outcome = new(_connection, cancellationToken) { MayTakeLong = true, CanBeDoubled = true };
        try
        {
            return Known(await outcome.ResolveAsync(
                async () => (await _rest.PostAsync(
                    new RestCall(RestOperation.CherryPick, repository, branch) { Source = request.Ref },
                    new RestPath("repositories", repository, "branches", branch, "cherry-pick"),
                    ModelOf(request, request.ParentNumber == 0 ? null : request.ParentNumber, null),
                    RestJson.Default.PickModel,
                    RestJson.Default.CommitModel,
                    cancellationToken).ConfigureAwait(false)).ToCommit(repository),
                () => search.FindCherryPickAsync(request)).ConfigureAwait(false));
        }
        catch (LakeS3Exception orphan) when (IsFirst(orphan, request))
        {
            throw VersioningErrors.CommitIsFirst(ErrorFacts.Of(orphan), request.Ref);
        }
    }

    /// <summary>Whether a commit can be found by its id, which for some time after a cherry-pick may not be the case.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>True if it can be found.</returns>
    /// <exception cref="LakeS3Exception">The request failed for another reason.</exception>
    public async Task<bool> CanBeFoundAsync(LakeCommit commit, CancellationToken cancellationToken)
    {
        try
        {
            await GetAsync(commit.Repository, commit.Id, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (LakeS3Exception error) when (error.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    // Without a parent number in the request, the missing parent is the only one that a commit has.
    private static bool IsFirst(LakeS3Exception refusal, PickRequest request) =>
        request.ParentNumber == 0 && ErrorCatalog.ParentNumberInvalid.Is(refusal);

    private LakeCommit Known(LakeCommit commit)
    {
        _connection.KnownCommits.Add(commit.Id);
        return commit;
    }

    private static PickModel ModelOf(PickRequest request, int? parentNumber, bool? allowEmpty) => new()
    {
        Ref = request.Ref,
        ParentNumber = parentNumber,
        AllowEmpty = allowEmpty,
        CommitOverrides = request.Message is null && request.Metadata is null
            ? null
            : new CommitOverridesModel { Message = request.Message, Metadata = request.Metadata },
    };
}
