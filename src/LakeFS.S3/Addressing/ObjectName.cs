namespace LakeFS.S3;

/// <summary>
/// What a user said to name an object or a prefix, before it is resolved: any part may be missing,
/// and the key may be a whole address.
/// </summary>
public sealed class ObjectName
{
    /// <summary>The path inside the ref or bucket, or a <c>lakefs://</c> or <c>s3://</c> address.</summary>
    public string? Key { get; init; }

    /// <summary>The repository's id.</summary>
    public string? Repository { get; init; }

    /// <summary>A branch, tag, commit id or ref expression.</summary>
    public string? Ref { get; init; }

    /// <summary>A bucket; on lakeFS the repository as S3 names it, and the key then begins with the ref.</summary>
    public string? BucketName { get; init; }
}
