namespace LakeFS.S3.S3;

/// <summary>What a server says of content that it took.</summary>
internal sealed class PutResult
{
    public PutResult(string? etag, bool hasMd5)
    {
        ETag = etag;
        HasMd5 = hasMd5;
    }

    /// <summary>The ETag as the server writes it; null where it sent none.</summary>
    public string? ETag { get; }

    /// <summary>Whether the ETag is the MD5 of the content; of objects that are encrypted with a key of their own it is not.</summary>
    public bool HasMd5 { get; }
}
