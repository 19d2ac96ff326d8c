using System.Collections.Generic;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>A key whose objects differ; null if there is none.</summary>
internal readonly record struct SnapshotChange(string Key, ObjectEntry? Left, ObjectEntry? Right);

/// <summary>Compares snapshots.</summary>
internal static class SnapshotDiff
{
    /// <summary>The keys that differ, in the order of keys.</summary>
    /// <param name="left">One side.</param>
    /// <param name="right">The other side.</param>
    /// <param name="isExact">Whether an object that was only written again differs too.</param>
    /// <param name="from">Only keys that are not before this one: a page begins without those before it being read.</param>
    public static IEnumerable<SnapshotChange> Compare(Snapshot left, Snapshot right, bool isExact = false, string from = "")
    {
        if (ReferenceEquals(left, right))
        {
            yield break;
        }

        using IEnumerator<ObjectEntry> lefts = left.From(from).GetEnumerator();
        using IEnumerator<ObjectEntry> rights = right.From(from).GetEnumerator();
        ObjectEntry? l = Next(lefts);
        ObjectEntry? r = Next(rights);
        while (l is not null || r is not null)
        {
            int order = l is null ? 1
                : r is null ? -1
                : ReferenceEquals(l, r) ? 0
                : ObjectKeyComparer.Instance.Compare(l.Key, r.Key);
            if (order < 0)
            {
                yield return new SnapshotChange(l!.Key, l, null);
            }
            else if (order > 0)
            {
                yield return new SnapshotChange(r!.Key, null, r);
            }
            else if (!ReferenceEquals(l, r) && (isExact || !l!.IsSameAs(r!)))
            {
                yield return new SnapshotChange(l!.Key, l, r);
            }

            if (order <= 0)
            {
                l = Next(lefts);
            }

            if (order >= 0)
            {
                r = Next(rights);
            }
        }
    }

    /// <summary>Whether two entries at the same key, or their absence, are the same to a commit.</summary>
    public static bool AreSame(ObjectEntry? left, ObjectEntry? right) =>
        left is null || right is null ? left is null && right is null : left.IsSameAs(right);

    private static ObjectEntry? Next(IEnumerator<ObjectEntry> entries) => entries.MoveNext() ? entries.Current : null;
}
