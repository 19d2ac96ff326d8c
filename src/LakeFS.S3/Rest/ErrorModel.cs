namespace LakeFS.S3.Rest;

/// <summary>An error in the REST API.</summary>
internal sealed class ErrorModel
{
    public string? Message { get; set; }
}
