namespace LakeFS.S3.Errors;

/// <summary>What was left behind on the server.</summary>
internal enum LeftoverKind
{
    /// <summary>A multipart upload with the parts sent so far.</summary>
    Upload,

    /// <summary>
    /// A multipart upload without parts that is probably the operation's own, whose id did not arrive. It may be another
    /// client's upload to the same object.
    /// </summary>
    LostUpload,

    /// <summary>A multipart upload to the object store behind lakeFS.</summary>
    DirectUpload,

    /// <summary>A multipart upload without parts to the object store behind lakeFS, whose id did not arrive.</summary>
    LostDirectUpload,

    /// <summary>An import that may still be running, and may be committed.</summary>
    Import,
}
