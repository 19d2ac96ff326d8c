using System.Collections.Generic;

namespace LakeFS.S3.Rest;

/// <summary>The body of a revert or cherry-pick request.</summary>
internal sealed class PickModel
{
    public string Ref { get; set; } = string.Empty;

    /// <summary>
    /// The number of the parent, from 1. With a single parent, a revert requires 0 (rest-revert-cherry-pick #20) and a
    /// cherry-pick nothing.
    /// </summary>
    public int? ParentNumber { get; set; }

    public CommitOverridesModel? CommitOverrides { get; set; }

    public bool? AllowEmpty { get; set; }
}

/// <summary>Overrides the message and metadata that lakeFS would give the commit of a revert or cherry-pick.</summary>
internal sealed class CommitOverridesModel
{
    public string? Message { get; set; }

    public IReadOnlyDictionary<string, string>? Metadata { get; set; }
}
