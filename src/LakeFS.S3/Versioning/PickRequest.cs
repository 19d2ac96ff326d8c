using System.Collections.Generic;

namespace LakeFS.S3;

/// <summary>The options of a revert or cherry-pick.</summary>
public sealed class PickRequest
{
    /// <summary>The commit, or a ref that resolves to it.</summary>
    public string Ref { get; init; } = string.Empty;

    /// <summary>
    /// The parent, from 1, that the commit's changes are relative to; required for merge commits, 0 for commits with one
    /// parent.
    /// </summary>
    public int ParentNumber { get; init; }

    /// <summary>The message; null for lakeFS's default.</summary>
    public string? Message { get; init; }

    /// <summary>The commit's metadata: names and texts.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>
    /// Whether to create a commit even if nothing changes. Only for a revert: a cherry-pick always creates one
    /// (rest-revert-cherry-pick #34).
    /// </summary>
    public bool AllowEmpty { get; init; }
}
