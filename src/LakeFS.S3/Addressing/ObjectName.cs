namespace LakeFS.S3;

/// <summary>
/// An object or prefix as named by the user, before it is resolved: any part may be missing, and the key may be a complete
/// address.
/// </summary>
public sealed class ObjectName
{
    /// <summary>The path in the ref or bucket, or a <c>lakefs://</c> or <c>s3://</c> address.</summary>
    public string? Key { get; init; }

    /// <summary>The repository's id.</summary>
    public string? Repository { get; init; }

    /// <summary>A branch, tag, commit id or ref expression.</summary>
    public string? Ref { get; init; }

    /// <summary>A bucket; on lakeFS the repository as named in S3, and the key then starts with the ref.</summary>
    public string? BucketName { get; init; }
}
