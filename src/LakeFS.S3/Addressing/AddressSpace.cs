namespace LakeFS.S3.Addressing;

/// <summary>What the addresses in one ref, bucket or routed bucket have in common: everything except the key.</summary>
internal class AddressSpace
{
    /// <summary>Creates a space.</summary>
    /// <param name="store">The store that serves it; null if the caller provides its own.</param>
    /// <param name="kind">The kind of the store.</param>
    /// <param name="bucket">The bucket in requests: on lakeFS the repository's id.</param>
    /// <param name="prefix">The prefix of keys in requests.</param>
    /// <param name="bucketName">The bucket as named by the caller; null if the caller names repository and ref.</param>
    public AddressSpace(IStore? store, StoreKind kind, string bucket, string prefix, string? bucketName)
    {
        Store = store;
        Kind = kind;
        Bucket = bucket;
        Prefix = prefix;
        BucketName = bucketName;
    }

    public IStore? Store { get; }

    public StoreKind Kind { get; }

    public string Bucket { get; }

    public string Prefix { get; }

    public string? BucketName { get; }

    /// <summary>A ref of a lakeFS repository.</summary>
    public static AddressSpace OfRef(IStore? store, string repository, string reference) =>
        new(store, StoreKind.LakeFS, repository, reference + "/", bucketName: null);

    /// <summary>A bucket that is not mapped to another name.</summary>
    public static AddressSpace OfBucket(IStore? store, StoreKind kind, string bucket) => new(store, kind, bucket, string.Empty, bucket);

    /// <summary>The address of a key as named by the caller.</summary>
    public virtual ObjectAddress At(string key) => new(this, key);

    /// <summary>The address as shown in results.</summary>
    public virtual ObjectAddress Shown(ObjectAddress address) => address;

    /// <summary>The address of a key as named by the store; it must start with the prefix.</summary>
    public ObjectAddress AtStoreKey(string s3Key) => new(this, s3Key.Substring(Prefix.Length));

    /// <summary>Whether both are on the same store; a space without a store matches any store.</summary>
    public bool IsSameStoreAs(AddressSpace other) =>
        Store is null || other.Store is null ? Kind == other.Kind : Store.IsSameAs(other.Store);
}
