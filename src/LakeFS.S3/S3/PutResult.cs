namespace LakeFS.S3.S3;

/// <summary>The server's response to written content.</summary>
internal sealed class PutResult
{
    public PutResult(string? etag, bool hasMd5)
    {
        ETag = etag;
        HasMd5 = hasMd5;
    }

    /// <summary>The ETag as received; null if there was none.</summary>
    public string? ETag { get; }

    /// <summary>Whether the ETag is the MD5 of the content; for objects encrypted with their own key it is not.</summary>
    public bool HasMd5 { get; }
}
