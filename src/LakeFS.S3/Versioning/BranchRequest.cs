namespace LakeFS.S3;

/// <summary>How a new branch is to be.</summary>
public sealed class BranchRequest
{
    /// <summary>The ref it starts at: a branch's last commit (its uncommitted changes stay behind), a tag or a commit.</summary>
    public string Source { get; init; } = string.Empty;

    /// <summary>Whether lists leave it out unless asked for it.</summary>
    public bool Hidden { get; init; }
}
