using System.Collections.Generic;

namespace LakeFS.S3;

/// <summary>Which commit is to be undone or picked, and what the new commit says.</summary>
public sealed class PickRequest
{
    /// <summary>The commit, or a ref that resolves to it.</summary>
    public string Ref { get; init; } = string.Empty;

    /// <summary>Against which parent the commit's changes are taken, from 1; 0 if it has one only. Merge commits need it.</summary>
    public int ParentNumber { get; init; }

    /// <summary>The message; null for lakeFS's own.</summary>
    public string? Message { get; init; }

    /// <summary>Names and texts kept with the commit.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>Whether a commit is made also where nothing changes. Only where something is undone: lakeFS picks without asking (rest-revert-cherry-pick #34).</summary>
    public bool AllowEmpty { get; init; }
}
