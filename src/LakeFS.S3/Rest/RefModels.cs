using System.Text.Json.Serialization;

namespace LakeFS.S3.Rest;

/// <summary>A branch or a tag in the REST API.</summary>
internal sealed class RefModel
{
    [JsonRequired]
    public string Id { get; set => field = Stated.Text(value); } = string.Empty;

    [JsonRequired]
    public string CommitId { get; set => field = Stated.Text(value); } = string.Empty;
}

/// <summary>The body of a request to create a branch.</summary>
internal sealed class BranchCreationModel
{
    public string Name { get; set; } = string.Empty;

    public string Source { get; set; } = string.Empty;

    public bool Hidden { get; set; }
}

/// <summary>The body of a request to create a tag.</summary>
internal sealed class TagCreationModel
{
    public string Id { get; set; } = string.Empty;

    public string Ref { get; set; } = string.Empty;
}
