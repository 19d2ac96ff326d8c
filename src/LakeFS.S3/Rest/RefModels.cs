namespace LakeFS.S3.Rest;

/// <summary>A branch or a tag as the REST API writes it.</summary>
internal sealed class RefModel
{
    public string Id { get; set; } = string.Empty;

    public string CommitId { get; set; } = string.Empty;
}

/// <summary>The body of a request for a new branch.</summary>
internal sealed class BranchCreationModel
{
    public string Name { get; set; } = string.Empty;

    public string Source { get; set; } = string.Empty;

    public bool Hidden { get; set; }
}

/// <summary>The body of a request for a new tag.</summary>
internal sealed class TagCreationModel
{
    public string Id { get; set; } = string.Empty;

    public string Ref { get; set; } = string.Empty;
}
