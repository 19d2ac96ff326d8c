namespace LakeFS.S3.Rest;

/// <summary>An error as the REST API writes it.</summary>
internal sealed class ErrorModel
{
    public string? Message { get; set; }
}
