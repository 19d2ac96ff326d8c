using System;

namespace LakeFS.S3;

/// <summary>An object, as a list shows it.</summary>
public sealed class LakeObject : LakeEntry
{
    // In UTC: a list of many objects converts only the times that are read.
    private readonly DateTime? _lastModified;

    internal LakeObject(ObjectAddress address, long size, DateTime? lastModified, string? etag, string? storageClass)
        : base(address)
    {
        Size = size;
        _lastModified = lastModified;
        ETag = etag;
        StorageClass = storageClass;
    }

    /// <summary>The size in bytes.</summary>
    public long Size { get; }

    /// <summary>When the object was written, in local time.</summary>
    public DateTime? LastModified => _lastModified?.ToLocalTime();

    /// <summary>
    /// 32 hex digits without quotes: the MD5 of the content or, after a multipart upload, of the MD5s of its parts.
    /// lakeFS shows both alike (s3-multipart #15).
    /// </summary>
    public string? ETag { get; }

    /// <summary>Whether it stands for a folder: empty, with a slash at its key's end, as other tools make them.</summary>
    internal bool IsFolderMarker => Size == 0 && Key.Length > 0 && Key[Key.Length - 1] == '/';

    /// <summary>The storage class, always <c>STANDARD</c> on lakeFS.</summary>
    public string? StorageClass { get; }
}
