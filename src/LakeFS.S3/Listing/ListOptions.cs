namespace LakeFS.S3;

/// <summary>How a list is made.</summary>
public sealed class ListOptions
{
    /// <summary>What ends a folder's name, usually a slash; null lists every object under the prefix.</summary>
    public string? Delimiter { get; init; }

    /// <summary>The path inside the ref after which the list begins.</summary>
    public string? StartAfter { get; init; }

    /// <summary>The maximum number of entries; null for all.</summary>
    public int? First { get; init; }
}
