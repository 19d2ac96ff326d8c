using System;
using System.Collections.Generic;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>An item of a listing: an object, or a common prefix that stands for several.</summary>
/// <param name="Path">The key, or the prefix up to and with the delimiter.</param>
/// <param name="Entry">The object; null for a common prefix.</param>
internal readonly record struct ListedItem(string Path, ObjectEntry? Entry);

/// <summary>Lists the objects of a snapshot.</summary>
internal static class SnapshotListing
{
    /// <summary>Lists in the order of keys.</summary>
    /// <param name="snapshot">The objects.</param>
    /// <param name="prefix">What keys begin with.</param>
    /// <param name="delimiter">Keys with this after the prefix are summed up; empty for none.</param>
    /// <param name="after">
    /// Only what comes after this key, or after all keys of a common prefix that it names.
    /// </param>
    public static IEnumerable<ListedItem> List(Snapshot snapshot, string prefix, string delimiter, string after)
    {
        int position = snapshot.PositionOf(prefix);
        if (ObjectKeyComparer.Instance.Compare(after, prefix) >= 0)
        {
            position = Math.Max(position, snapshot.PositionOf(after, after: after.Length > 0));
            if (delimiter.Length > 0
                && after.StartsWith(prefix, StringComparison.Ordinal)
                && CommonPrefix(after, prefix, delimiter) == after)
            {
                position = PositionBehind(snapshot, after, position);
            }
        }

        while (position < snapshot.Count)
        {
            ObjectEntry entry = snapshot[position];
            if (!entry.Key.StartsWith(prefix, StringComparison.Ordinal))
            {
                yield break;
            }

            if (delimiter.Length > 0 && CommonPrefix(entry.Key, prefix, delimiter) is { } common)
            {
                yield return new ListedItem(common, null);
                position = PositionBehind(snapshot, common, position);
            }
            else
            {
                yield return new ListedItem(entry.Key, entry);
                position++;
            }
        }
    }

    private static string? CommonPrefix(string key, string prefix, string delimiter)
    {
        int at = key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
        return at < 0 ? null : key[..(at + delimiter.Length)];
    }

    /// <summary>The position of the first key after all that begin with a prefix, found by halving.</summary>
    private static int PositionBehind(Snapshot snapshot, string prefix, int from)
    {
        int low = from;
        int high = snapshot.Count;
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            string key = snapshot[middle].Key;
            if (key.StartsWith(prefix, StringComparison.Ordinal) || ObjectKeyComparer.Instance.Compare(key, prefix) < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
