namespace LakeFS.S3.Rest;

/// <summary>A change in a diff of the REST API.</summary>
internal sealed class DiffModel
{
    public string Path { get; set; } = string.Empty;

    public string PathType { get; set; } = string.Empty;

    public string Type { get; set; } = string.Empty;

    /// <summary>In bytes; null for a common prefix.</summary>
    public long? SizeBytes { get; set; }
}
