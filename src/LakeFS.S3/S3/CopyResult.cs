using System;

namespace LakeFS.S3.S3;

/// <summary>What a server says of a copy that it made.</summary>
internal sealed class CopyResult
{
    public CopyResult(string? etag, DateTime? lastModified, bool hasMd5)
    {
        ETag = etag;
        LastModified = lastModified;
        HasMd5 = hasMd5;
    }

    /// <summary>The ETag without quotes; null where the server told none.</summary>
    public string? ETag { get; }

    public DateTime? LastModified { get; }

    /// <summary>Whether the ETag is made of MD5s of the content.</summary>
    public bool HasMd5 { get; }
}
