namespace LakeFS.S3.Transfers.Upload;

/// <summary>A body that a server took.</summary>
internal sealed class UploadedBody
{
    public UploadedBody(byte[] md5, string etag, bool isVerified)
    {
        Md5 = md5;
        ETag = etag;
        IsVerified = isVerified;
    }

    /// <summary>The MD5 of what was sent.</summary>
    public byte[] Md5 { get; }

    /// <summary>The ETag that the server gave it, without quotes.</summary>
    public string ETag { get; }

    /// <summary>Whether the ETag proves that the server has what was sent.</summary>
    public bool IsVerified { get; }
}
