using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.Versioning;

/// <summary>Searches a branch for the commit that a request made if its response was lost. Each method returns null if there is none.</summary>
internal sealed class CommitSearch
{
    // The metadata that lakeFS adds to merge commits.
    private const string StrategyName = ".lakefs.merge.strategy";

    // And to those of a cherry-pick (quirk-cherry-pick-metadata #6).
    private const string OriginName = "cherry-pick-origin";

    // lakeFS's clock may be a little behind.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    private readonly LakeS3Connection _connection;
    private readonly LakeCommits _commits;
    private readonly string _repository;
    private readonly string _branch;
    private readonly CancellationToken _cancellationToken;
    private readonly DateTime _begin = DateTime.UtcNow;

    /// <summary>Must be created before the change is requested.</summary>
    public CommitSearch(LakeS3Connection connection, string repository, string branch, CancellationToken cancellationToken)
    {
        _connection = connection;
        _commits = new LakeCommits(connection);
        _repository = repository;
        _branch = branch;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Searches for a commit of all uncommitted changes.</summary>
    public async Task<LakeCommit?> FindCommitAsync(CommitRequest request)
    {
        LakeCommit newest = await NewestAsync().ConfigureAwait(false);
        // An earlier commit may have the same message, but did not leave the branch without changes, unless there were none.
        return newest.Message == request.Message
            && IsNew(newest, mayChangeNothing: request.AllowEmpty)
            && HasMetadata(newest, request.Metadata, more: 0)
            && !await new LakeChanges(_connection).AnyAsync(_repository, _branch, _cancellationToken).ConfigureAwait(false)
            ? newest
            : null;
    }

    /// <summary>Searches for the merge of a source's committed state.</summary>
    public async Task<LakeCommit?> FindMergeAsync(string source, MergeRequest request)
    {
        string merged = (await _commits.GetAsync(_repository, source, _cancellationToken).ConfigureAwait(false)).Id;
        LakeCommit newest = await NewestAsync().ConfigureAwait(false);
        bool isMerge = request.Squash ? IsSquash(newest, source, request) : newest.Parents.Skip(1).Contains(merged);
        return isMerge && IsNew(newest, mayChangeNothing: request.AllowEmpty || request.Squash) ? newest : null;
    }

    /// <summary>Searches for the commit that reverts another.</summary>
    public async Task<LakeCommit?> FindRevertAsync(PickRequest request)
    {
        LakeCommit newest = await NewestAsync().ConfigureAwait(false);
        return newest.Message == (request.Message ?? $"Revert {request.Ref}")
            && IsNew(newest, mayChangeNothing: request.AllowEmpty)
            && HasMetadata(newest, request.Metadata, more: 0)
            ? newest
            : null;
    }

    /// <summary>Searches for the commit that applies another.</summary>
    public async Task<LakeCommit?> FindCherryPickAsync(PickRequest request)
    {
        string picked = (await _commits.GetAsync(_repository, request.Ref, _cancellationToken).ConfigureAwait(false)).Id;
        // By the log: for some minutes lakeFS may not find the commit in any other way (quirk-cherry-pick-metadata #7).
        await foreach (LakeCommit newest in _commits.LogAsync(_repository, _branch, new LogOptions { First = 1 }, _cancellationToken).ConfigureAwait(false))
        {
            return newest.Metadata[OriginName] as string == picked && IsNew(newest, mayChangeNothing: true) ? newest : null;
        }

        return null;
    }

    private Task<LakeCommit> NewestAsync() => _commits.GetAsync(_repository, _branch, _cancellationToken);

    // Nothing distinguishes a commit that changes nothing from one that somebody else made a moment before. Rather than
    // take the wrong one, it is not found.
    private bool IsNew(LakeCommit commit, bool mayChangeNothing)
    {
        // lakeFS reports whole seconds.
        DateTime begin = _begin.AddTicks(-(_begin.Ticks % TimeSpan.TicksPerSecond));
        return commit.CreationDate.ToUniversalTime() >= (mayChangeNothing ? begin : begin - Tolerance) && !_connection.KnownCommits.IsKnownBefore(commit.Id, _begin);
    }

    // A squash merge does not have the source as a parent, but is marked as a merge (rest-merge #44).
    private bool IsSquash(LakeCommit commit, string source, MergeRequest request) =>
        commit.Parents.Count == 1
        && commit.Metadata.ContainsKey(StrategyName)
        && commit.Message == (string.IsNullOrEmpty(request.Message) ? $"Merge '{source}' into '{_branch}'" : request.Message)
        && HasMetadata(commit, request.Metadata, more: 1);

    private static bool HasMetadata(LakeCommit commit, IReadOnlyDictionary<string, string>? metadata, int more) =>
        commit.Metadata.Count == (metadata?.Count ?? 0) + more
        && (metadata ?? new Dictionary<string, string>()).All(pair => commit.Metadata[pair.Key] is string value && value == pair.Value);
}
