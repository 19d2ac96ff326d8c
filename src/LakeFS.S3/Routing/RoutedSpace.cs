using LakeFS.S3.Addressing;

namespace LakeFS.S3.Routing;

/// <summary>The addresses that a profile of a router maps in one bucket.</summary>
internal sealed class RoutedSpace : AddressSpace
{
    /// <summary>Creates the space.</summary>
    /// <param name="router">The router.</param>
    /// <param name="profile">The profile; null if none matches.</param>
    /// <param name="store">The connection that serves them.</param>
    /// <param name="bucketName">The bucket as named by the caller.</param>
    /// <param name="prefix">The prefix of keys in the store.</param>
    public RoutedSpace(LakeS3Router router, RouterProfile? profile, LakeS3Connection store, string bucketName, string? prefix)
        : base(store, store.Store, profile?.MappedBucketName ?? bucketName, prefix ?? string.Empty, bucketName)
    {
        Connection = store;
        Router = router;
        Profile = profile;
    }

    public LakeS3Connection Connection { get; }

    public LakeS3Router Router { get; }

    public RouterProfile? Profile { get; }

    /// <summary>Another key may match another profile.</summary>
    public override ObjectAddress At(string key) => Router.AddressOf(BucketName!, key);

    /// <summary>Boto S3 Router does not reverse its mapping: results have the store's names.</summary>
    public override ObjectAddress Shown(ObjectAddress address) =>
        Router.IsCompatible ? OfBucket(Connection, Kind, Bucket).At(address.S3Key) : address;
}
