using System.Collections.Generic;

namespace LakeFS.S3;

/// <summary>The options of a commit.</summary>
public sealed class CommitRequest
{
    /// <summary>The message.</summary>
    public string Message { get; init; } = string.Empty;

    /// <summary>The commit's metadata: names and texts.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>Whether to commit even if there are no changes.</summary>
    public bool AllowEmpty { get; init; }
}
