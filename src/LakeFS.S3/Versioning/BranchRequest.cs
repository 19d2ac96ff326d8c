namespace LakeFS.S3;

/// <summary>The options of a new branch.</summary>
public sealed class BranchRequest
{
    /// <summary>
    /// The ref to create it from: a tag, a commit, or a branch, whose last commit is used without its uncommitted changes.
    /// </summary>
    public string Source { get; init; } = string.Empty;

    /// <summary>Whether lists omit the branch unless they include hidden ones.</summary>
    public bool Hidden { get; init; }
}
