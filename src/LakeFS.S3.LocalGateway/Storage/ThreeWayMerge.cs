using System.Collections.Generic;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>What a merge does with a key that both sides changed differently.</summary>
internal enum MergeStrategy
{
    /// <summary>The merge fails.</summary>
    Default,

    /// <summary>What the destination has stays.</summary>
    DestinationWins,

    /// <summary>What the source has is taken.</summary>
    SourceWins,
}

/// <summary>The objects after a merge and the hash of them.</summary>
internal readonly record struct MergedObjects(Snapshot Snapshot, string MetaRangeId);

/// <summary>Applies what changed between a base and a source to a destination.</summary>
internal static class ThreeWayMerge
{
    /// <summary>Merges; null if there is a conflict that the strategy does not settle.</summary>
    public static MergedObjects? Merge(Commit mergeBase, Commit source, Commit destination, MergeStrategy strategy)
    {
        if (destination.MetaRangeId == mergeBase.MetaRangeId)
        {
            return new MergedObjects(source.Snapshot, source.MetaRangeId);
        }

        List<KeyValuePair<string, ObjectEntry?>> changes = [];
        foreach (SnapshotChange change in SnapshotDiff.Compare(mergeBase.Snapshot, source.Snapshot))
        {
            ObjectEntry? there = destination.Snapshot.Find(change.Key);
            if (SnapshotDiff.AreSame(change.Right, there))
            {
                continue;
            }

            if (!SnapshotDiff.AreSame(change.Left, there))
            {
                if (strategy == MergeStrategy.Default)
                {
                    return null;
                }

                if (strategy == MergeStrategy.DestinationWins)
                {
                    continue;
                }
            }

            changes.Add(new(change.Key, change.Right));
        }

        Snapshot merged = changes.Count == 0 ? destination.Snapshot : destination.Snapshot.With(changes);
        return new MergedObjects(merged, Commit.HashOf(merged));
    }

    /// <summary>What a merge of the source would change at the destination, conflicts included.</summary>
    /// <param name="mergeBase">The commit that both come from.</param>
    /// <param name="source">The source.</param>
    /// <param name="destination">The destination.</param>
    /// <param name="from">Only keys that are not before this one.</param>
    /// <returns>Left is what the base has, right what the source has.</returns>
    public static IEnumerable<(SnapshotChange Change, bool IsConflict)> Preview(
        Commit mergeBase, Commit source, Commit destination, string from)
    {
        foreach (SnapshotChange change in SnapshotDiff.Compare(mergeBase.Snapshot, source.Snapshot, from: from))
        {
            ObjectEntry? there = destination.Snapshot.Find(change.Key);
            if (!SnapshotDiff.AreSame(change.Right, there))
            {
                yield return (change, !SnapshotDiff.AreSame(change.Left, there));
            }
        }
    }
}
