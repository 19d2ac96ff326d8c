using System;
using LakeFS.S3.LocalFiles;

namespace LakeFS.S3;

/// <summary>The scope of a sync, and what it may do.</summary>
public sealed class SyncOptions
{
    /// <summary>Decides by the key relative to the prefix whether an entry is included. Excluded entries are neither transferred nor deleted. Null includes everything.</summary>
    public Func<string, bool>? Filter { get; init; }

    /// <summary>Whether to delete what the source does not have.</summary>
    public bool Delete { get; init; }

    /// <summary>Whether an empty source may empty the target, and read-only files may be replaced and deleted.</summary>
    public bool Force { get; init; }

    /// <summary>Decides by a folder's key relative to the prefix, ending with a slash, whether the folder can contain included entries. Null for every folder.</summary>
    public Func<string, bool>? FolderFilter { get; init; }

    /// <summary>How to treat links in the local folder.</summary>
    public LakeLinkRule Links { get; init; }

    /// <summary>Whether transferred files keep their modification times, in the metadata <c>mtime</c> of their objects. Times are not compared.</summary>
    public bool PreserveTime { get; init; }

    /// <summary>Whether the plan will not be run. Then the folder isn't probed by creating files either.</summary>
    public bool PlansOnly { get; init; }

    /// <summary>Receives the links that were skipped.</summary>
    internal PassedOver PassedOver { get; init; } = new();
}
