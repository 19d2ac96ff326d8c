using System;

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
}
