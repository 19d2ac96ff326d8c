namespace LakeFS.S3;

/// <summary>How two refs are compared.</summary>
public sealed class CompareOptions
{
    /// <summary>Only objects whose keys start with this.</summary>
    public string? Prefix { get; init; }

    /// <summary>
    /// Whether the refs are compared as they are (two dots); else what a merge of the right into the left would change,
    /// conflicts included (three dots).
    /// </summary>
    public bool Direct { get; init; }
}
