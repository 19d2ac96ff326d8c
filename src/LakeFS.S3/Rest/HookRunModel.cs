namespace LakeFS.S3.Rest;

/// <summary>A hook of a run in the REST API.</summary>
internal sealed class HookRunModel
{
    public string HookRunId { get; set; } = string.Empty;

    public string Action { get; set; } = string.Empty;

    public string HookId { get; set; } = string.Empty;

    public string Status { get; set; } = string.Empty;
}
