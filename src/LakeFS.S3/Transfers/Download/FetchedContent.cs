namespace LakeFS.S3.Transfers.Download;

/// <summary>Content that came.</summary>
internal sealed class FetchedContent
{
    public FetchedContent(long size, string etag, bool isVerified)
    {
        Size = size;
        ETag = etag;
        IsVerified = isVerified;
    }

    /// <summary>In bytes.</summary>
    public long Size { get; }

    /// <summary>Without quotes.</summary>
    public string ETag { get; }

    /// <summary>Whether the content was proved to have the ETag.</summary>
    public bool IsVerified { get; }
}
