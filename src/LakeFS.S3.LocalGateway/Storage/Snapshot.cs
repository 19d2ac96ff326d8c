using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>
/// All objects of a commit, or of a branch with its uncommitted changes, in the order of their keys. Never changes:
/// a change makes another snapshot that shares nearly everything with this one.
/// </summary>
internal sealed class Snapshot
{
    public static readonly Snapshot Empty = new(ImmutableSortedSet.Create<ObjectEntry>(ObjectEntry.ByKey.Instance));

    private readonly ImmutableSortedSet<ObjectEntry> _entries;

    private Snapshot(ImmutableSortedSet<ObjectEntry> entries)
    {
        _entries = entries;
    }

    public int Count => _entries.Count;

    /// <summary>The entries in the order of their keys.</summary>
    public IEnumerable<ObjectEntry> Entries => _entries;

    /// <summary>The entries whose keys are not before another, in the order of their keys.</summary>
    public IEnumerable<ObjectEntry> From(string key)
    {
        if (key.Length == 0)
        {
            return _entries;
        }

        IEnumerable<ObjectEntry> Rest()
        {
            for (int i = PositionOf(key); i < _entries.Count; i++)
            {
                yield return _entries[i];
            }
        }

        return Rest();
    }

    public ObjectEntry this[int index] => _entries[index];

    public ObjectEntry? Find(string key) =>
        _entries.TryGetValue(ObjectEntry.Probe(key), out ObjectEntry entry) ? entry : null;

    /// <summary>The position of the first key that is not before (or, exclusively, that is after) another.</summary>
    public int PositionOf(string key, bool after = false)
    {
        int position = _entries.IndexOf(ObjectEntry.Probe(key));
        return position < 0 ? ~position : after ? position + 1 : position;
    }

    public Snapshot With(ObjectEntry entry) => new(_entries.Remove(entry).Add(entry));

    public Snapshot Without(string key)
    {
        ImmutableSortedSet<ObjectEntry> rest = _entries.Remove(ObjectEntry.Probe(key));
        return ReferenceEquals(rest, _entries) ? this : new Snapshot(rest);
    }

    /// <summary>Makes several changes at once: an entry is written, null removes.</summary>
    public Snapshot With(IEnumerable<KeyValuePair<string, ObjectEntry?>> changes)
    {
        ImmutableSortedSet<ObjectEntry>.Builder builder = _entries.ToBuilder();
        foreach ((string key, ObjectEntry? entry) in changes)
        {
            builder.Remove(entry ?? ObjectEntry.Probe(key));
            if (entry is not null)
            {
                builder.Add(entry);
            }
        }

        return new Snapshot(builder.ToImmutable());
    }

    /// <summary>Makes the changes that were found between two other snapshots.</summary>
    public Snapshot With(IEnumerable<SnapshotChange> differences)
    {
        List<KeyValuePair<string, ObjectEntry?>> changes =
            [.. differences.Select(change => KeyValuePair.Create(change.Key, change.Right))];
        return changes.Count == 0 ? this : With(changes);
    }
}
