using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Rest;

namespace LakeFS.S3;

/// <summary>Lists uncommitted changes of a branch, and differences between two refs.</summary>
public sealed class LakeChanges
{
    private readonly RestClient _rest;

    /// <summary>Uses a connection.</summary>
    /// <param name="connection">The connection.</param>
    public LakeChanges(LakeS3Connection connection)
    {
        _rest = new RestClient(connection);
    }

    /// <summary>Streams a branch's uncommitted changes, page by page.</summary>
    /// <param name="repository">The repository's id.</param>
    /// <param name="branch">The branch.</param>
    /// <param name="prefix">The prefix of the keys, or null.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <returns>The changes, sorted by key; a removed object has the address <c>branch@</c>, the committed state, and no
    /// size.</returns>
    /// <exception cref="LakeS3Exception">The branch does not exist, or the server rejected the request.</exception>
    public async IAsyncEnumerable<LakeChange> ListAsync(
        string repository, string branch, string? prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        RestPath path = new RestPath("repositories", repository, "branches", branch, "diff").With("prefix", prefix);
        RestCall call = new(RestOperation.ReadChanges, repository, branch);
        await foreach (DiffModel change in _rest.ListAsync(call, path, RestJson.Default.ListModelDiffModel, cancellationToken).ConfigureAwait(false))
        {
            LakeChangeType type = TypeOf(change);
            yield return ChangeOf(repository, change, type, type == LakeChangeType.Removed ? null : change.SizeBytes, branch + "@", branch);
        }
    }

    /// <summary>Whether a branch has uncommitted changes; takes one small request.</summary>
    /// <param name="repository">The repository's id.</param>
    /// <param name="branch">The branch.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>True if there is at least one.</returns>
    /// <exception cref="LakeS3Exception">The branch does not exist, or the server rejected the request.</exception>
    public async Task<bool> AnyAsync(string repository, string branch, CancellationToken cancellationToken)
    {
        ListModel<DiffModel> page = await _rest.GetAsync(
            new RestCall(RestOperation.ReadChanges, repository, branch),
            new RestPath("repositories", repository, "branches", branch, "diff").With("amount", "1"),
            RestJson.Default.ListModelDiffModel,
            cancellationToken).ConfigureAwait(false);
        return page.Results.Length > 0;
    }

    /// <summary>Streams the differences between two refs, page by page.</summary>
    /// <param name="repository">The repository's id.</param>
    /// <param name="left">The ref to compare with.</param>
    /// <param name="right">The ref to compare.</param>
    /// <param name="options">The options of the comparison.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <returns>The objects added, removed or changed on the right, sorted by key.</returns>
    /// <exception cref="LakeS3Exception">A ref does not exist, or the server rejected the request.</exception>
    public async IAsyncEnumerable<LakeChange> CompareAsync(
        string repository, string left, string right, CompareOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        RestPath path = new RestPath("repositories", repository, "refs", left, "diff", right)
            .With("type", options.Direct ? "two_dot" : "three_dot")
            .With("prefix", options.Prefix);
        RestCall call = new(RestOperation.Compare, repository, right) { Source = left };
        await foreach (DiffModel change in _rest.ListAsync(call, path, RestJson.Default.ListModelDiffModel, cancellationToken).ConfigureAwait(false))
        {
            yield return ChangeOf(repository, change, TypeOf(change), change.SizeBytes, left, right);
        }
    }

    private static LakeChange ChangeOf(string repository, DiffModel change, LakeChangeType type, long? size, string before, string after) =>
        new(new ObjectAddress(repository, type == LakeChangeType.Removed ? before : after, change.Path), type, size, before, after);

    private static LakeChangeType TypeOf(DiffModel change) => change.Type switch
    {
        "added" => LakeChangeType.Added,
        "removed" => LakeChangeType.Removed,
        "conflict" => LakeChangeType.Conflict,
        _ => LakeChangeType.Changed,
    };
}
