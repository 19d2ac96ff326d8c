namespace LakeFS.S3.Addressing;

/// <summary>What the addresses of one ref, one bucket or one routed bucket have in common: all but the key.</summary>
internal class AddressSpace
{
    /// <summary>Describes a space.</summary>
    /// <param name="store">The store that serves it; null where the caller brings its own.</param>
    /// <param name="kind">What sort of store it is on.</param>
    /// <param name="bucket">The bucket on the wire: on lakeFS the repository's id.</param>
    /// <param name="prefix">What stands on the wire in front of a key.</param>
    /// <param name="bucketName">The bucket as the caller names it; null where the caller names repository and ref.</param>
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

    /// <summary>A bucket that is named as it is.</summary>
    public static AddressSpace OfBucket(IStore? store, StoreKind kind, string bucket) => new(store, kind, bucket, string.Empty, bucket);

    /// <summary>The address of a key that the caller names.</summary>
    public virtual ObjectAddress At(string key) => new(this, key);

    /// <summary>An address in the names that results show.</summary>
    public virtual ObjectAddress Shown(ObjectAddress address) => address;

    /// <summary>The address of a key as the store has it; it has to begin with the prefix.</summary>
    public ObjectAddress AtStoreKey(string s3Key) => new(this, s3Key.Substring(Prefix.Length));

    /// <summary>Whether both are on the same store; what knows none is on whichever the other is on.</summary>
    public bool IsSameStoreAs(AddressSpace other) =>
        Store is null || other.Store is null ? Kind == other.Kind : Store.IsSameAs(other.Store);
}
