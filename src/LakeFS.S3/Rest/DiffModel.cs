using System.Text.Json.Serialization;

namespace LakeFS.S3.Rest;

/// <summary>A change in a diff of the REST API.</summary>
internal sealed class DiffModel
{
    [JsonRequired]
    public string Path { get; set => field = Stated.Text(value); } = string.Empty;

    public string PathType { get; set; } = string.Empty;

    [JsonRequired]
    public string Type { get; set => field = Stated.Text(value); } = string.Empty;

    /// <summary>In bytes; null for a common prefix.</summary>
    public long? SizeBytes { get; set; }
}
