namespace LakeFS.S3.S3;

/// <summary>What a ref turned out to be.</summary>
internal enum RefState
{
    /// <summary>Nobody looked, or the server would not say.</summary>
    Unknown,

    /// <summary>There is no such repository, or this key may not see it.</summary>
    RepositoryMissing,

    /// <summary>The repository is there, the ref is not.</summary>
    Missing,

    /// <summary>A branch, which can be written to.</summary>
    Branch,

    /// <summary>It can be read, but is no branch: a tag, a commit id or an expression.</summary>
    ReadOnly,
}
