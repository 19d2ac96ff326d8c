namespace LakeFS.S3;

/// <summary>The options of a new repository.</summary>
public sealed class RepositoryRequest
{
    /// <summary>Where the server stores its objects, such as <c>s3://bucket/prefix</c>; must never have been used before.</summary>
    public string StorageNamespace { get; init; } = string.Empty;

    /// <summary>The name of the first branch; null for the server's default, <c>main</c>.</summary>
    public string? DefaultBranch { get; init; }

    /// <summary>Whether the repository is read-only.</summary>
    public bool ReadOnly { get; init; }
}
