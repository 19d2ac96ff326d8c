namespace LakeFS.S3.S3;

/// <summary>The state of a ref.</summary>
internal enum RefState
{
    /// <summary>Not checked, or the server did not allow the check.</summary>
    Unknown,

    /// <summary>The repository does not exist, or this key pair may not see it.</summary>
    RepositoryMissing,

    /// <summary>The repository exists, the ref does not.</summary>
    Missing,

    /// <summary>A branch; can be written to.</summary>
    Branch,

    /// <summary>Can be read but is not a branch: a tag, a commit id or an expression.</summary>
    ReadOnly,
}
