namespace LakeFS.S3.Rest;

/// <summary>One hook of a run as the REST API writes it.</summary>
internal sealed class HookRunModel
{
    public string HookRunId { get; set; } = string.Empty;

    public string Action { get; set; } = string.Empty;

    public string HookId { get; set; } = string.Empty;

    public string Status { get; set; } = string.Empty;
}
