namespace LakeFS.S3;

/// <summary>
/// Something that concerns one object, under the names the caller used, so that it pipes into whatever takes such names;
/// and beside them where it really is.
/// </summary>
public abstract class AddressedResult
{
    private readonly ObjectAddress _address;

    private protected AddressedResult(ObjectAddress address)
    {
        _address = address;
    }

    /// <summary>The repository's id; null if the caller names buckets.</summary>
    public string? Repository => Shown.BucketName is null ? Shown.Container : null;

    /// <summary>The ref; null if the caller names buckets.</summary>
    public string? Ref => Shown.BucketName is null ? Shown.Ref : null;

    /// <summary>The bucket; null if the caller names repository and ref.</summary>
    public string? BucketName => Shown.BucketName;

    /// <summary>The path inside the ref or the bucket.</summary>
    public string Key => Shown.Key;

    /// <summary>The whole address, <c>lakefs://repository/ref/key</c> or <c>s3://bucket/key</c>.</summary>
    public string Uri => Shown.Uri;

    /// <summary>The address in the names of the store that serves it; the same as <see cref="Uri"/> where no router is between.</summary>
    public string StoreUri => _address.StoreUri;

    /// <summary>The name of the connection to that store; null if it is unknown.</summary>
    public string? StoreName => _address.Store?.Name;

    private ObjectAddress Shown => _address.Space.Shown(_address);

    /// <summary>The address that it was reached by.</summary>
    /// <returns>An address for the same connection.</returns>
    public ObjectAddress ToAddress() => _address;

    /// <inheritdoc/>
    public override string ToString() => Uri;
}
