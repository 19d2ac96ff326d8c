namespace LakeFS.S3;

/// <summary>A branch.</summary>
public sealed class LakeBranch
{
    /// <summary>Describes a branch.</summary>
    /// <param name="repository">The repository's id.</param>
    /// <param name="reference">The branch's id.</param>
    public LakeBranch(string repository, string reference)
    {
        Repository = repository;
        Ref = reference;
    }

    /// <summary>The repository's id.</summary>
    public string Repository { get; }

    /// <summary>The branch's id, by the name that lets a branch pipe into anything that takes a ref.</summary>
    public string Ref { get; }

    /// <summary>The id of its last commit, 64 hex digits; null if only the S3 side could be asked.</summary>
    public string? CommitId { get; init; }

    /// <summary>Whether it is the repository's default branch; null if only the S3 side could be asked, or one branch was made or read.</summary>
    public bool? IsDefault { get; internal set; }

    /// <inheritdoc/>
    public override string ToString() => Ref;
}
