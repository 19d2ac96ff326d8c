using System;
using System.Collections.Generic;
using LakeFS.S3.Errors;
using LakeFS.S3.Routing;

namespace LakeFS.S3;

/// <summary>A rule of a router: which buckets and keys it applies to, and their names in the store.</summary>
public sealed class RouterProfile
{
    private readonly KeyPattern _bucket;
    private readonly KeyPattern? _key;

    private RouterProfile(string name, string bucketPattern, string? keyPattern, string? mappedBucketName, string? mappedPrefix)
    {
        Name = name;
        _bucket = new KeyPattern(bucketPattern);
        _key = keyPattern is null ? null : new KeyPattern(keyPattern);
        MappedBucketName = mappedBucketName;
        MappedPrefix = mappedPrefix;
    }

    /// <summary>The name of the profile and of its connection.</summary>
    public string Name { get; }

    /// <summary>The pattern for buckets.</summary>
    public string SourceBucketPattern => _bucket.Text;

    /// <summary>The pattern for keys; null for any key.</summary>
    public string? SourceKeyPattern => _key?.Text;

    /// <summary>The bucket in the store; null for the same name.</summary>
    public string? MappedBucketName { get; }

    /// <summary>The prefix added to keys; null for none.</summary>
    public string? MappedPrefix { get; }

    internal KeyPattern BucketPattern => _bucket;

    internal KeyPattern? KeyPattern => _key;

    /// <summary>Creates a profile from properties, named as in Boto S3 Router or in PascalCase.</summary>
    /// <param name="name">The profile's name.</param>
    /// <param name="properties"><c>source_bucket_pattern</c>, <c>source_key_pattern</c>, <c>mapped_bucket_name</c>,
    /// <c>mapped_prefix</c>; null is the same as a missing property.</param>
    /// <returns>A profile.</returns>
    /// <exception cref="LakeS3Exception"><c>LakeRouterProfileInvalid</c>.</exception>
    public static RouterProfile Read(string name, IEnumerable<KeyValuePair<string, object?>> properties)
    {
        Dictionary<string, string> known = new(StringComparer.OrdinalIgnoreCase);
        foreach (KeyValuePair<string, object?> property in properties)
        {
            string plain = property.Key.Replace("_", string.Empty).ToLowerInvariant();
            if (plain is not ("sourcebucketpattern" or "sourcekeypattern" or "mappedbucketname" or "mappedprefix"))
            {
                throw RouterErrors.ProfileInvalid(name, $"it has a property '{property.Key}', which no profile has.");
            }

            if (property.Value is null)
            {
                continue;
            }

            if (known.ContainsKey(plain))
            {
                throw RouterErrors.ProfileInvalid(name, $"{property.Key} stands there twice.");
            }

            known[plain] = property.Value as string ?? throw RouterErrors.ProfileInvalid(name, $"{property.Key} is no text.");
        }

        string bucketPattern = Of("sourcebucketpattern") ?? throw RouterErrors.ProfileInvalid(name, "source_bucket_pattern is required.");
        return new RouterProfile(name, bucketPattern, Of("sourcekeypattern"), Of("mappedbucketname"), Of("mappedprefix"));

        string? Of(string plain) => known.TryGetValue(plain, out string? value) ? value : null;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Why the profile does not apply to a key; null if it does.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="key">The key; null for the bucket alone.</param>
    internal string? WhyNot(string bucket, string? key) =>
        !_bucket.Matches(bucket) ? $"the bucket '{bucket}' does not match '{_bucket.Text}'"
        : key is not null && _key is not null && !_key.Matches(key) ? $"the key '{key}' does not match '{_key.Text}'"
        : null;

    /// <summary>Whether the profile applies to a key.</summary>
    internal bool Serves(string bucket, string? key) => _bucket.Matches(bucket) && (key is null || _key is null || _key.Matches(key));
}
