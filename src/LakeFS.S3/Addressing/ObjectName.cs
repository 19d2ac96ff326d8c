namespace LakeFS.S3;

/// <summary>
/// An object or prefix as named by the user, before it is resolved: any part may be missing, and repository, ref, bucket and
/// key may each be a complete address, if they agree.
/// </summary>
public sealed class ObjectName
{
    /// <summary>The path in the ref or bucket, or a <c>lakefs://</c> or <c>s3://</c> address.</summary>
    public string? Key { get; init; }

    /// <summary>A path that is never an address; it is appended to <see cref="Key"/>, if both are given.</summary>
    public string? LiteralKey { get; init; }

    /// <summary>The repository's id.</summary>
    public string? Repository { get; init; }

    /// <summary>A branch, tag, commit id or ref expression.</summary>
    public string? Ref { get; init; }

    /// <summary>A bucket; on lakeFS the repository as named in S3, and the key then starts with the ref.</summary>
    public string? BucketName { get; init; }

    /// <summary>The repository, ref and bucket to use if nothing else names them; they come before the connection's defaults.</summary>
    internal ObjectName? Defaults { get; init; }

    /// <summary>Whether the key is a complete address.</summary>
    internal bool HasAddress => Addressing.AddressUri.IsAddress(Key);

    /// <summary>A key with the literal key appended; null if there is neither.</summary>
    internal string? Complete(string? key) => LiteralKey is null ? key : key + LiteralKey;
}
