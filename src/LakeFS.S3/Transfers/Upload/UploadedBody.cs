namespace LakeFS.S3.Transfers.Upload;

/// <summary>A body that the server accepted.</summary>
internal sealed class UploadedBody
{
    public UploadedBody(byte[] md5, string etag, bool isVerified)
    {
        Md5 = md5;
        ETag = etag;
        IsVerified = isVerified;
    }

    /// <summary>The MD5 of the content sent.</summary>
    public byte[] Md5 { get; }

    /// <summary>The server's ETag, without quotes.</summary>
    public string ETag { get; }

    /// <summary>Whether the ETag proves that the server stored the content sent.</summary>
    public bool IsVerified { get; }
}
