using System.Collections.Generic;

namespace LakeFS.S3;

/// <summary>The options of a merge.</summary>
public sealed class MergeRequest
{
    /// <summary>The message; null for lakeFS's default, which names source and destination.</summary>
    public string? Message { get; init; }

    /// <summary>The commit's metadata: names and texts.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>How to resolve conflicts: keys changed differently on both sides.</summary>
    public MergeStrategy Strategy { get; init; }

    /// <summary>
    /// Whether the destination is the only parent of the merge commit. lakeFS then does not record that the source was
    /// merged, and a later merge includes the same changes again (rest-merge #45).
    /// </summary>
    public bool Squash { get; init; }

    /// <summary>Whether to create a commit even if there is nothing to merge.</summary>
    public bool AllowEmpty { get; init; }
}
