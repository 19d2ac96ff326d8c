namespace LakeFS.S3.S3;

/// <summary>The operation that failed; the same error code has different meanings in different operations.</summary>
internal enum S3Operation
{
    ListRepositories,
    ListBranches,
    ListObjects,
    ReadObject,
    WriteObject,
    CopyObject,
    RemoveObjects,
    ListUploads,
    AbortUpload,
}
