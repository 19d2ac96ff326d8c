using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>What a new commit says of itself.</summary>
/// <param name="Message">The message.</param>
/// <param name="Metadata">The metadata.</param>
/// <param name="Committer">Who commits.</param>
/// <param name="Date">Seconds since 1970.</param>
internal sealed record CommitDescription(
    string Message, ImmutableSortedDictionary<string, string> Metadata, string Committer, long Date);

/// <summary>The operations that add commits to a branch.</summary>
internal static class History
{
    /// <summary>Commits what is uncommitted.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="branch">The branch.</param>
    /// <param name="description">What the commit says.</param>
    /// <param name="allowEmpty">Whether a commit without changes is made.</param>
    /// <param name="before">What is to be done before, and may refuse it.</param>
    /// <exception cref="HistoryException">There is nothing to commit, or the branch is gone.</exception>
    public static Task<Commit> CommitAsync(
        Repository repository,
        Branch branch,
        CommitDescription description,
        bool allowEmpty,
        Func<BranchState, Task>? before = null) =>
        BranchMove.ToCommitAsync(repository, branch, before, approve: null, makeCommit: state =>
        {
            if (!IsDirty(state) && !allowEmpty)
            {
                throw new HistoryException(HistoryError.NoChanges);
            }

            MergedObjects objects = new(state.Working, Storage.Commit.HashOf(state.Working));
            return Create(description, [state.Head], state.Head.Generation + 1, objects);
        });

    /// <summary>Merges a commit into a branch.</summary>
    /// <exception cref="HistoryException">There is nothing to merge, a conflict, or uncommitted changes.</exception>
    public static Task<Commit> MergeAsync(
        Repository repository,
        Branch branch,
        Commit source,
        CommitDescription description,
        MergeStrategy strategy,
        bool squash,
        bool allowEmpty,
        Func<BranchState, Commit, Task>? approve = null) =>
        BranchMove.ToCommitAsync(repository, branch, before: null, approve, state =>
        {
            RequireClean(state);
            Commit mergeBase = CommitGraph.FindMergeBase(source, state.Head) ?? repository.First;
            if (mergeBase.MetaRangeId == source.MetaRangeId && !allowEmpty)
            {
                throw new HistoryException(HistoryError.NoChanges);
            }

            MergedObjects merged = ThreeWayMerge.Merge(mergeBase, source, state.Head, strategy)
                ?? throw new HistoryException(HistoryError.Conflict);

            // A squashed source is no parent, but counts for the generation (rest-merge #44).
            int generation = Math.Max(state.Head.Generation, source.Generation) + 1;
            return Create(description, squash ? [state.Head] : [state.Head, source], generation, merged);
        });

    /// <summary>Undoes what a commit changed against one of its parents.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="branch">The branch.</param>
    /// <param name="reverted">The commit.</param>
    /// <param name="parentNumber">Which parent, from 1; 0 for the only one.</param>
    /// <param name="description">What the new commit says.</param>
    /// <param name="allowEmpty">Whether a commit without changes is made.</param>
    /// <param name="approve">What is to be done with the new commit before it is the branch's, and may refuse it.</param>
    /// <exception cref="HistoryException">It cannot be undone.</exception>
    public static Task<Commit> RevertAsync(
        Repository repository,
        Branch branch,
        Commit reverted,
        int parentNumber,
        CommitDescription description,
        bool allowEmpty,
        Func<BranchState, Commit, Task>? approve = null) =>
        BranchMove.ToCommitAsync(repository, branch, before: null, approve, state =>
        {
            Commit parent = ParentOf(reverted, parentNumber);
            RequireClean(state);
            MergedObjects objects = ThreeWayMerge.Merge(reverted, parent, state.Head, MergeStrategy.Default)
                ?? throw new HistoryException(HistoryError.Conflict);
            if (objects.MetaRangeId == state.Head.MetaRangeId && !allowEmpty)
            {
                throw new HistoryException(HistoryError.NoChanges);
            }

            return Create(description, [state.Head], state.Head.Generation + 1, objects);
        });

    /// <summary>Applies what a commit changed against one of its parents, also where that is nothing any more.</summary>
    /// <exception cref="HistoryException">It cannot be applied.</exception>
    public static Task<Commit> CherryPickAsync(
        Repository repository,
        Branch branch,
        Commit picked,
        int parentNumber,
        CommitDescription description,
        Func<BranchState, Commit, Task>? approve = null) =>
        BranchMove.ToCommitAsync(repository, branch, before: null, approve, state =>
        {
            Commit parent = ParentOf(picked, parentNumber);
            RequireClean(state);
            MergedObjects objects = ThreeWayMerge.Merge(parent, picked, state.Head, MergeStrategy.Default)
                ?? throw new HistoryException(HistoryError.Conflict);
            return Create(description, [state.Head], state.Head.Generation + 1, objects);
        });

    /// <summary>Replaces what is below some prefixes, and commits that.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="branch">The branch.</param>
    /// <param name="prefixes">What is replaced.</param>
    /// <param name="entries">What is there then.</param>
    /// <param name="description">What the commit says.</param>
    /// <param name="approve">What is to be done with the new commit before it is the branch's, and may refuse it.</param>
    /// <exception cref="HistoryException">There are uncommitted changes, or the branch is gone.</exception>
    public static Task<Commit> ImportAsync(
        Repository repository,
        Branch branch,
        IReadOnlyList<string> prefixes,
        IReadOnlyList<ObjectEntry> entries,
        CommitDescription description,
        Func<BranchState, Commit, Task>? approve = null) =>
        BranchMove.ToCommitAsync(repository, branch, before: null, approve, state =>
        {
            RequireClean(state);
            IEnumerable<KeyValuePair<string, ObjectEntry?>> removed = state.Head.Snapshot.Entries
                .Where(entry => prefixes.Any(prefix => entry.Key.StartsWith(prefix, StringComparison.Ordinal)))
                .Select(entry => new KeyValuePair<string, ObjectEntry?>(entry.Key, null));
            Snapshot imported = state.Head.Snapshot.With(
                removed.Concat(entries.Select(entry => new KeyValuePair<string, ObjectEntry?>(entry.Key, entry))));
            MergedObjects objects = new(imported, Storage.Commit.HashOf(imported));
            return Create(description, [state.Head], state.Head.Generation + 1, objects);
        });

    private static void RequireClean(BranchState state)
    {
        if (IsDirty(state))
        {
            throw new HistoryException(HistoryError.Dirty);
        }
    }

    private static bool IsDirty(BranchState state) =>
        state.MayBeDirty && SnapshotDiff.Compare(state.Head.Snapshot, state.Working).Any();

    private static Commit ParentOf(Commit commit, int number)
    {
        if (number == 0 && commit.Parents.Count > 1)
        {
            throw new HistoryException(HistoryError.ParentNumberNeeded);
        }

        int index = Math.Max(number, 1) - 1;
        return index < commit.Parents.Count
            ? commit.Parents[index]
            : throw new HistoryException(HistoryError.NoSuchParent);
    }

    private static Commit Create(
        CommitDescription description, IReadOnlyList<Commit> parents, int generation, MergedObjects objects) => new()
        {
            Id = Storage.Commit.NewId(),
            Committer = description.Committer,
            Message = description.Message,
            CreationDate = description.Date,
            Metadata = description.Metadata,
            Parents = parents,
            Generation = generation,
            MetaRangeId = objects.MetaRangeId,
            Snapshot = objects.Snapshot,
        };
}
