using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>Why a change of the history is refused.</summary>
internal enum HistoryError
{
    BranchNotFound,
    NoChanges,
    Dirty,
    Conflict,
    NoSuchParent,
    ParentNumberNeeded,
}

/// <summary>A change of the history that is refused.</summary>
internal sealed class HistoryException(HistoryError error) : Exception(error.ToString())
{
    public HistoryError Error => error;
}

/// <summary>What a new commit says of itself.</summary>
/// <param name="Message">The message.</param>
/// <param name="Metadata">The metadata.</param>
/// <param name="Committer">Who commits.</param>
/// <param name="Date">Seconds since 1970.</param>
internal sealed record CommitDescription(
    string Message, ImmutableSortedDictionary<string, string> Metadata, string Committer, long Date);

/// <summary>The operations that add commits to a branch, or take a branch elsewhere.</summary>
internal static class History
{
    /// <summary>Commits what is uncommitted.</summary>
    /// <exception cref="HistoryException">There is nothing to commit, or the branch is gone.</exception>
    public static Commit Commit(
        Repository repository, Branch branch, CommitDescription description, bool allowEmpty) =>
        MoveTo(repository, branch, state =>
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
    public static Commit Merge(
        Repository repository,
        Branch branch,
        Commit source,
        CommitDescription description,
        MergeStrategy strategy,
        bool squash,
        bool allowEmpty) =>
        MoveTo(repository, branch, state =>
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
    /// <exception cref="HistoryException">It cannot be undone.</exception>
    public static Commit Revert(
        Repository repository,
        Branch branch,
        Commit reverted,
        int parentNumber,
        CommitDescription description,
        bool allowEmpty) =>
        MoveTo(repository, branch, state =>
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
    public static Commit CherryPick(
        Repository repository, Branch branch, Commit picked, int parentNumber, CommitDescription description) =>
        MoveTo(repository, branch, state =>
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
    /// <exception cref="HistoryException">There are uncommitted changes, or the branch is gone.</exception>
    public static Commit Import(
        Repository repository,
        Branch branch,
        IReadOnlyList<string> prefixes,
        IReadOnlyList<ObjectEntry> entries,
        CommitDescription description) =>
        MoveTo(repository, branch, state =>
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

    /// <summary>Drops the uncommitted changes of the keys that a filter takes.</summary>
    /// <exception cref="HistoryException">The branch is gone.</exception>
    public static void Reset(Repository repository, Branch branch, Func<string, bool> filter)
    {
        BranchState? moved = repository.Move(branch, state =>
        {
            List<KeyValuePair<string, ObjectEntry?>> kept =
                [.. Uncommitted(state).Where(change => !filter(change.Key))];
            return state with
            {
                Working = kept.Count == 0 ? state.Head.Snapshot : state.Head.Snapshot.With(kept),
            };
        });
        RequireBranch(moved);
    }

    /// <summary>Takes a branch to another commit. Uncommitted changes stay on it (rest-reset #28).</summary>
    /// <exception cref="HistoryException">The branch is gone.</exception>
    public static void HardReset(Repository repository, Branch branch, Commit commit)
    {
        BranchState? moved = repository.Move(branch, state =>
        {
            List<KeyValuePair<string, ObjectEntry?>> kept = [.. Uncommitted(state)];
            return new BranchState(commit, kept.Count == 0 ? commit.Snapshot : commit.Snapshot.With(kept));
        });
        RequireBranch(moved);
    }

    private static Commit MoveTo(Repository repository, Branch branch, Func<BranchState, Commit> makeCommit)
    {
        BranchState? moved = repository.Move(branch, state =>
        {
            Commit commit = makeCommit(state);
            return new BranchState(commit, commit.Snapshot);
        });
        return RequireBranch(moved).Head;
    }

    private static BranchState RequireBranch(BranchState? moved) =>
        moved ?? throw new HistoryException(HistoryError.BranchNotFound);

    private static void RequireClean(BranchState state)
    {
        if (IsDirty(state))
        {
            throw new HistoryException(HistoryError.Dirty);
        }
    }

    private static bool IsDirty(BranchState state) =>
        state.MayBeDirty && SnapshotDiff.Compare(state.Head.Snapshot, state.Working).Any();

    private static IEnumerable<KeyValuePair<string, ObjectEntry?>> Uncommitted(BranchState state) =>
        SnapshotDiff.Compare(state.Head.Snapshot, state.Working)
            .Select(change => KeyValuePair.Create(change.Key, change.Right));

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
