using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.Sync;

/// <summary>A folder or a prefix as a sync sees it: its entries in the order of their keys.</summary>
internal abstract class SyncSide
{
    private readonly Func<string, bool>? _filter;

    protected SyncSide(Func<string, bool>? filter)
    {
        _filter = filter;
    }

    /// <summary>How many entries there were so far, those that do not concern the sync included.</summary>
    public long Count { get; private set; }

    /// <summary>What people call it.</summary>
    public abstract string Name { get; }

    /// <summary>What people call one of its entries.</summary>
    public abstract string NameOf(SyncEntry entry);

    /// <summary>Streams the entries that concern the sync.</summary>
    /// <exception cref="LakeS3Exception">The whole can't be listed.</exception>
    public abstract IAsyncEnumerable<SyncEntry> ReadAsync(Func<SyncFailure, ValueTask> onFailure, CancellationToken cancellationToken);

    /// <summary>Counts an entry, and says whether it concerns the sync.</summary>
    protected bool Takes(string key)
    {
        Pass();
        return _filter is null || _filter(key);
    }

    /// <summary>Counts what is left out unseen.</summary>
    protected void Pass() => Count++;
}
