using System.Collections.Generic;
using LakeFS.S3.Primitives;

namespace LakeFS.S3;

/// <summary>Where a router maps a bucket and a key, and why.</summary>
public sealed class LakeRoute
{
    internal LakeRoute(string bucketName, string? key, string profile, LakeS3Connection store, string storeBucketName, string? storeKey, IReadOnlyList<string> passedOver)
    {
        BucketName = bucketName;
        Key = key;
        Profile = profile;
        Store = store;
        StoreBucketName = storeBucketName;
        StoreKey = storeKey;
        PassedOver = new TextList([.. passedOver]);
    }

    /// <summary>The bucket as named by the caller.</summary>
    public string BucketName { get; }

    /// <summary>The key as named by the caller; null for the bucket alone.</summary>
    public string? Key { get; }

    /// <summary>The profile that matched; <c>default</c> if none did.</summary>
    public string Profile { get; }

    /// <summary>The name of the connection to the store.</summary>
    public string StoreName => Store.Name;

    /// <summary>The kind of the store.</summary>
    public StoreKind StoreKind => Store.Store;

    /// <summary>The bucket in the store; on lakeFS the repository.</summary>
    public string StoreBucketName { get; }

    /// <summary>The key in the store; on lakeFS it starts with the ref.</summary>
    public string? StoreKey { get; }

    /// <summary>The address in the store.</summary>
    public string StoreUri => (Store.IsLakeFS ? "lakefs://" : "s3://") + StoreBucketName + (StoreKey is null ? string.Empty : "/" + StoreKey);

    /// <summary>The profiles that were tried before, and why they did not match, one per line.</summary>
    public IReadOnlyList<string> PassedOver { get; }

    internal LakeS3Connection Store { get; }

    /// <inheritdoc/>
    public override string ToString() => $"s3://{BucketName}/{Key} -> {StoreUri}";
}
