namespace LakeFS.S3.Rest;

/// <summary>One change of a diff as the REST API writes it.</summary>
internal sealed class DiffModel
{
    public string Path { get; set; } = string.Empty;

    public string PathType { get; set; } = string.Empty;

    public string Type { get; set; } = string.Empty;

    /// <summary>Bytes; null for a common prefix.</summary>
    public long? SizeBytes { get; set; }
}
