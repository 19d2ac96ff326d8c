using System.Collections.Generic;

namespace LakeFS.S3;

/// <summary>How a merge is to be done, and what its commit says.</summary>
public sealed class MergeRequest
{
    /// <summary>The message; null for lakeFS's own, which names source and destination.</summary>
    public string? Message { get; init; }

    /// <summary>Names and texts kept with the commit.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>What happens to keys that both sides changed differently.</summary>
    public MergeStrategy Strategy { get; init; }

    /// <summary>
    /// Whether the merge commit has the destination alone for a parent. lakeFS then forgets that the source was merged,
    /// and merges it again when asked to (rest-merge #45).
    /// </summary>
    public bool Squash { get; init; }

    /// <summary>Whether a commit is made also where the destination has everything already.</summary>
    public bool AllowEmpty { get; init; }
}
