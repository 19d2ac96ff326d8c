using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.Versioning;

/// <summary>
/// Determines whether a commit or merge was made although lakeFS's response was lost or replaced by a proxy's. After a 504
/// lakeFS may still be working, so the check is repeated for as long as the connection's timeout.
/// </summary>
internal sealed class UnknownOutcome
{
    // The metadata that lakeFS adds to merge commits.
    private const string StrategyName = ".lakefs.merge.strategy";

    private static readonly TimeSpan MinPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(5);

    // lakeFS's clock may be a little behind.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    private readonly LakeS3Connection _connection;
    private readonly LakeCommits _commits;
    private readonly DateTime _begin = DateTime.UtcNow;

    /// <summary>Must be created before the change is requested.</summary>
    public UnknownOutcome(LakeS3Connection connection)
    {
        _connection = connection;
        _commits = new LakeCommits(connection);
    }

    /// <summary>Searches for a commit of all uncommitted changes.</summary>
    /// <returns>The commit; null if no matching one is found.</returns>
    public Task<LakeCommit?> FindCommitAsync(
        LakeS3Exception failure, string repository, string branch, CommitRequest request, CancellationToken cancellationToken) => FindAsync(
        failure,
        async () =>
        {
            LakeCommit newest = await _commits.GetAsync(repository, branch, cancellationToken).ConfigureAwait(false);
            // An earlier commit may have the same message, but did not leave the branch without changes, unless there were none.
            return newest.Message == request.Message
                && IsNew(newest, mayChangeNothing: request.AllowEmpty)
                && HasMetadata(newest, request.Metadata, more: 0)
                && !await new LakeChanges(_connection).AnyAsync(repository, branch, cancellationToken).ConfigureAwait(false)
                ? newest
                : null;
        },
        cancellationToken);

    /// <summary>Searches for the merge of a source's committed state.</summary>
    /// <returns>The merge commit; null if none is found.</returns>
    public Task<LakeCommit?> FindMergeAsync(
        LakeS3Exception failure, string repository, string source, string destination, MergeRequest request, CancellationToken cancellationToken) => FindAsync(
        failure,
        async () =>
        {
            string merged = (await _commits.GetAsync(repository, source, cancellationToken).ConfigureAwait(false)).Id;
            LakeCommit newest = await _commits.GetAsync(repository, destination, cancellationToken).ConfigureAwait(false);
            bool isMerge = request.Squash ? IsSquash(newest, source, destination, request) : newest.Parents.Skip(1).Contains(merged);
            return isMerge && IsNew(newest, mayChangeNothing: request.AllowEmpty || request.Squash) ? newest : null;
        },
        cancellationToken);

    private async Task<LakeCommit?> FindAsync(LakeS3Exception failure, Func<Task<LakeCommit?>> look, CancellationToken cancellationToken)
    {
        DateTime end = failure.StatusCode == HttpStatusCode.GatewayTimeout ? DateTime.UtcNow.AddSeconds(_connection.TimeoutSeconds) : DateTime.MinValue;
        for (TimeSpan pause = MinPause; ; pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, MaxPause.Ticks)))
        {
            try
            {
                if (await look().ConfigureAwait(false) is LakeCommit found)
                {
                    return found;
                }
            }
            catch (LakeS3Exception)
            {
                // The original failure is reported instead.
                return null;
            }

            if (DateTime.UtcNow + pause > end)
            {
                return null;
            }

            await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
        }
    }

    // Nothing distinguishes a commit that changes nothing from one that somebody else made a moment before. Rather than
    // take the wrong one, it is not found.
    private bool IsNew(LakeCommit commit, bool mayChangeNothing)
    {
        // lakeFS reports whole seconds.
        DateTime begin = _begin.AddTicks(-(_begin.Ticks % TimeSpan.TicksPerSecond));
        return commit.CreationDate.ToUniversalTime() >= (mayChangeNothing ? begin : begin - Tolerance) && !_connection.KnownCommits.IsKnownBefore(commit.Id, _begin);
    }

    // A squash merge does not have the source as a parent, but is marked as a merge (rest-merge #44).
    private static bool IsSquash(LakeCommit commit, string source, string destination, MergeRequest request) =>
        commit.Parents.Count == 1
        && commit.Metadata.ContainsKey(StrategyName)
        && commit.Message == (string.IsNullOrEmpty(request.Message) ? $"Merge '{source}' into '{destination}'" : request.Message)
        && HasMetadata(commit, request.Metadata, more: 1);

    private static bool HasMetadata(LakeCommit commit, IReadOnlyDictionary<string, string>? metadata, int more) =>
        commit.Metadata.Count == (metadata?.Count ?? 0) + more
        && (metadata ?? new Dictionary<string, string>()).All(pair => commit.Metadata[pair.Key] is string value && value == pair.Value);
}
