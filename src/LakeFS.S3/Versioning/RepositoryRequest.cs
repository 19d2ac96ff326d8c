namespace LakeFS.S3;

/// <summary>How a new repository is to be.</summary>
public sealed class RepositoryRequest
{
    /// <summary>Where the server is to keep its objects, such as <c>s3://bucket/prefix</c>; nothing else may ever have been kept there.</summary>
    public string StorageNamespace { get; init; } = string.Empty;

    /// <summary>The name of its first branch; null for the server's default, <c>main</c>.</summary>
    public string? DefaultBranch { get; init; }

    /// <summary>Whether nothing can be written to it.</summary>
    public bool ReadOnly { get; init; }
}
