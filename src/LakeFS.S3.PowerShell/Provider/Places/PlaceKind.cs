namespace LakeFS.S3.PowerShell.Provider.Places;

/// <summary>What a path leads to.</summary>
internal enum PlaceKind
{
    /// <summary>A whole connection: its repositories or buckets.</summary>
    Connection,

    /// <summary>A repository: its branches and tags.</summary>
    Repository,

    /// <summary>A branch, tag, commit or ref expression: the top of its objects.</summary>
    Ref,

    /// <summary>A bucket of a plain S3 store or of a router.</summary>
    Bucket,

    /// <summary>An object, a folder, or both.</summary>
    Key,
}
