using System.Collections.Generic;

namespace LakeFS.S3.Rest;

/// <summary>The body of a request to revert or to cherry-pick a commit.</summary>
internal sealed class PickModel
{
    public string Ref { get; set; } = string.Empty;

    /// <summary>Which parent, from 1. For the only one a revert has to say 0 (rest-revert-cherry-pick #20), and a cherry-pick nothing.</summary>
    public int? ParentNumber { get; set; }

    public CommitOverridesModel? CommitOverrides { get; set; }

    public bool? AllowEmpty { get; set; }
}

/// <summary>What the commit of a revert or cherry-pick says instead of what lakeFS would write.</summary>
internal sealed class CommitOverridesModel
{
    public string? Message { get; set; }

    public IReadOnlyDictionary<string, string>? Metadata { get; set; }
}
