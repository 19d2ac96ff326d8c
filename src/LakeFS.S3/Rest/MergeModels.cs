using System.Collections.Generic;

namespace LakeFS.S3.Rest;

/// <summary>The body of a merge request.</summary>
internal sealed class MergeModel
{
    public string? Message { get; set; }

    public IReadOnlyDictionary<string, string>? Metadata { get; set; }

    public string? Strategy { get; set; }

    public bool SquashMerge { get; set; }

    public bool AllowEmpty { get; set; }
}

/// <summary>The response to a merge request.</summary>
internal sealed class MergeResultModel
{
    /// <summary>The merge commit's id; empty after a conflict.</summary>
    public string Reference { get; set; } = string.Empty;
}
