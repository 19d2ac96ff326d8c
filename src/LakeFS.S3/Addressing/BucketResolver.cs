using System.Linq;
using LakeFS.S3.Errors;

namespace LakeFS.S3.Addressing;

/// <summary>Resolves a name to a bucket and a key, for stores without repositories and refs.</summary>
internal sealed class BucketResolver
{
    private readonly string _connection;
    private readonly string? _defaultBucket;

    /// <summary>Creates a resolver.</summary>
    /// <param name="connection">The connection as errors call it: <c>The connection 'aws' leads to a plain S3 store</c>.</param>
    /// <param name="defaultBucket">The bucket to use if none is named; null for none.</param>
    public BucketResolver(string connection, string? defaultBucket)
    {
        _connection = connection;
        _defaultBucket = defaultBucket;
    }

    /// <summary>Resolves the bucket and key of one object.</summary>
    /// <exception cref="LakeS3Exception">A part is missing or invalid, or two contradict each other.</exception>
    public (string Bucket, string Key) ResolveObject(ObjectName name)
    {
        (string bucket, string key) = ResolvePrefix(name);
        NameRules.CheckSegments(key);
        return key.Length == 0 ? throw AddressErrors.KeyMissing() : (bucket, key);
    }

    /// <summary>Resolves the bucket and the prefix; the prefix may be empty.</summary>
    /// <exception cref="LakeS3Exception">A part is missing or invalid, or two contradict each other.</exception>
    public (string Bucket, string Key) ResolvePrefix(ObjectName name)
    {
        if (name.Repository is not null || name.Ref is not null || AddressUri.IsLakeAddress(name.Key) || AddressUri.IsLakeAddress(name.BucketName))
        {
            throw AddressErrors.NotLakeFS(_connection);
        }

        (string? bucket, string? key) = (name.BucketName is null ? null : AddressUri.RepositoryIn(name.BucketName), name.Key);
        if (name.HasAddress)
        {
            (string inAddress, key) = AddressUri.SplitBucket(name.Key!);
            bucket = bucket is null || bucket == inAddress ? inAddress : throw AddressErrors.Contradiction("bucket", bucket, inAddress);
        }

        bucket ??= name.Defaults?.BucketName ?? _defaultBucket ?? throw AddressErrors.BucketMissing();
        CheckBucket(bucket);
        key = name.Complete(key) ?? string.Empty;
        NameRules.CheckKey(key);
        return (bucket, key);
    }

    /// <summary>Rejects bucket names that no server accepts; all other rules are left to the server.</summary>
    /// <exception cref="LakeS3Exception"><c>LakeBucketNameInvalid</c>.</exception>
    public static void CheckBucket(string bucket)
    {
        if (bucket.Length == 0 || bucket.Any(c => c is '/' or '?' or '#' || char.IsWhiteSpace(c) || char.IsControl(c)))
        {
            throw AddressErrors.BucketNameInvalid(bucket);
        }
    }
}
