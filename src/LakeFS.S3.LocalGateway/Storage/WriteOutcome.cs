namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>How a write to a branch ended.</summary>
internal enum WriteOutcome
{
    Done,

    /// <summary>The branch was deleted meanwhile.</summary>
    BranchIsGone,

    /// <summary>The write was for a new key only, and the key is there.</summary>
    KeyExists,
}
