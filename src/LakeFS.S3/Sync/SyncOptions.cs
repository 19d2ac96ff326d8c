using System;
using LakeFS.S3.LocalFiles;

namespace LakeFS.S3;

/// <summary>What a sync concerns, and how far it goes.</summary>
public sealed class SyncOptions
{
    /// <summary>Says by its key below the prefix whether something is concerned; what is not is neither sent nor deleted. Null for everything.</summary>
    public Func<string, bool>? Filter { get; init; }

    /// <summary>Whether what the source does not have is deleted.</summary>
    public bool Delete { get; init; }

    /// <summary>Whether a source that holds nothing may empty the target, and read-only files are replaced and deleted.</summary>
    public bool Force { get; init; }

    /// <summary>Says of a folder, by its key below the prefix with the slash at its end, whether it can hold anything that concerns the sync. Null for every folder.</summary>
    public Func<string, bool>? FolderFilter { get; init; }

    /// <summary>What becomes of links in the local folder.</summary>
    public LakeLinkRule Links { get; init; }

    /// <summary>Whether nothing will be done, so that nothing may be tried on the disk either.</summary>
    public bool PlansOnly { get; init; }

    /// <summary>Told which links were passed over.</summary>
    internal PassedOver PassedOver { get; init; } = new();
}
