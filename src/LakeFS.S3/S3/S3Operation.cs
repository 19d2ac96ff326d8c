namespace LakeFS.S3.S3;

/// <summary>What was being done when an error came; the same code means different things in different operations.</summary>
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
