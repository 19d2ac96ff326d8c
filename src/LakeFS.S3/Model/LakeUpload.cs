using System;

namespace LakeFS.S3;

/// <summary>A multipart upload that was begun and neither completed nor aborted.</summary>
public sealed class LakeUpload
{
    internal LakeUpload(string repository, string key, string uploadId, DateTime? initiated)
    {
        Repository = repository;
        Key = key;
        UploadId = uploadId;
        Initiated = initiated?.ToLocalTime();
    }

    /// <summary>The repository's id.</summary>
    public string Repository { get; }

    /// <summary>The path inside the branch; lakeFS does not say which branch (s3-multipart-list #16).</summary>
    public string Key { get; }

    /// <summary>The server's id of the upload.</summary>
    public string UploadId { get; }

    /// <summary>When it was begun, in local time; null on lakeFS 1.84, which does not say.</summary>
    public DateTime? Initiated { get; }

    /// <inheritdoc/>
    public override string ToString() => UploadId;
}
