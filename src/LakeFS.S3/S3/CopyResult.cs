using System;

namespace LakeFS.S3.S3;

/// <summary>The server's response to a copy.</summary>
internal sealed class CopyResult
{
    public CopyResult(string? etag, DateTime? lastModified, bool hasMd5)
    {
        ETag = etag;
        LastModified = lastModified;
        HasMd5 = hasMd5;
    }

    /// <summary>The ETag without quotes; null if the server sent none.</summary>
    public string? ETag { get; }

    public DateTime? LastModified { get; }

    /// <summary>Whether the ETag is based on MD5s of the content.</summary>
    public bool HasMd5 { get; }
}
