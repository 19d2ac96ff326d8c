using LakeFS.S3.Addressing;

namespace LakeFS.S3.Routing;

/// <summary>The addresses that one profile of a router gives to one bucket.</summary>
internal sealed class RoutedSpace : AddressSpace
{
    /// <summary>Describes them.</summary>
    /// <param name="router">The router.</param>
    /// <param name="profile">The profile; null if none matched.</param>
    /// <param name="store">The connection that serves them.</param>
    /// <param name="bucketName">The bucket as the caller names it.</param>
    /// <param name="prefix">The prefix of keys at the store.</param>
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

    /// <summary>Another key may be another profile's.</summary>
    public override ObjectAddress At(string key) => Router.AddressOf(BucketName!, key);

    /// <summary>Boto S3 Router does not take its mapping back: things come back as the store calls them.</summary>
    public override ObjectAddress Shown(ObjectAddress address) =>
        Router.IsCompatible ? OfBucket(Connection, Kind, Bucket).At(address.S3Key) : address;
}
