namespace LakeFS.S3;

/// <summary>The options of a comparison of two refs.</summary>
public sealed class CompareOptions
{
    /// <summary>The prefix of the keys to compare; null for all.</summary>
    public string? Prefix { get; init; }

    /// <summary>
    /// Whether the refs are compared directly (two dots). Otherwise the result is what a merge of the right ref into the
    /// left would change, including conflicts (three dots).
    /// </summary>
    public bool Direct { get; init; }
}
