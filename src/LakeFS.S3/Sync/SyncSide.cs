using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.Sync;

/// <summary>A folder or a prefix as one side of a sync: entries in key order.</summary>
internal abstract class SyncSide
{
    private readonly Func<string, bool>? _filter;

    protected SyncSide(Func<string, bool>? filter)
    {
        _filter = filter;
    }

    /// <summary>The number of entries so far, including excluded ones.</summary>
    public long Count { get; private set; }

    /// <summary>The display name of the side.</summary>
    public abstract string Name { get; }

    /// <summary>Returns the display name of an entry.</summary>
    public abstract string NameOf(SyncEntry entry);

    /// <summary>Streams the included entries.</summary>
    /// <exception cref="LakeS3Exception">The side can't be listed at all.</exception>
    public abstract IAsyncEnumerable<SyncEntry> ReadAsync(Func<SyncFailure, ValueTask> onFailure, CancellationToken cancellationToken);

    /// <summary>Counts an entry, and returns whether it is included.</summary>
    protected bool Includes(string key)
    {
        CountEntry();
        return _filter is null || _filter(key);
    }

    /// <summary>Counts an entry; called directly for a folder that is excluded without being listed.</summary>
    protected void CountEntry() => Count++;
}
