namespace LakeFS.S3;

/// <summary>What a sync does with a file or an object.</summary>
public enum SyncActionKind
{
    /// <summary>A file is sent to a branch.</summary>
    Upload,

    /// <summary>An object is fetched into a file.</summary>
    Download,

    /// <summary>An object is copied on the server.</summary>
    Copy,

    /// <summary>A file or an object that the source does not have is deleted.</summary>
    Delete,
}
