namespace LakeFS.S3.Rest;

/// <summary>The body of a request to discard uncommitted changes.</summary>
internal sealed class ResetModel
{
    /// <summary><c>reset</c> for all, <c>common_prefix</c> or <c>object</c>.</summary>
    public string Type { get; set; } = string.Empty;

    public string? Path { get; set; }
}
