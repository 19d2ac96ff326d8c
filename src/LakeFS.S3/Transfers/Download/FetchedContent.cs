namespace LakeFS.S3.Transfers.Download;

/// <summary>The result of a download.</summary>
internal sealed class FetchedContent
{
    public FetchedContent(long size, string etag, bool isVerified)
    {
        Size = size;
        ETag = etag;
        IsVerified = isVerified;
    }

    /// <summary>The size in bytes.</summary>
    public long Size { get; }

    /// <summary>The ETag, without quotes.</summary>
    public string ETag { get; }

    /// <summary>Whether the content was verified against the ETag.</summary>
    public bool IsVerified { get; }
}
