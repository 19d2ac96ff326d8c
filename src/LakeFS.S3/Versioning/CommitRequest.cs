using System.Collections.Generic;

namespace LakeFS.S3;

/// <summary>What a commit says.</summary>
public sealed class CommitRequest
{
    /// <summary>The message.</summary>
    public string Message { get; init; } = string.Empty;

    /// <summary>Names and texts kept with the commit.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>Whether to commit even without changes.</summary>
    public bool AllowEmpty { get; init; }
}
