using System;
using System.Collections.Generic;
using LakeFS.S3.Errors;
using LakeFS.S3.Routing;

namespace LakeFS.S3;

/// <summary>One rule of a router: which buckets and keys it is for, and what they are called at the store.</summary>
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

    /// <summary>The profile's name, which is its connection's too.</summary>
    public string Name { get; }

    /// <summary>The pattern that a bucket has to match.</summary>
    public string SourceBucketPattern => _bucket.Text;

    /// <summary>The pattern that a key has to match; null for any key.</summary>
    public string? SourceKeyPattern => _key?.Text;

    /// <summary>The bucket at the store; null for the same name.</summary>
    public string? MappedBucketName { get; }

    /// <summary>What is put in front of a key; null for nothing.</summary>
    public string? MappedPrefix { get; }

    internal KeyPattern BucketPattern => _bucket;

    internal KeyPattern? KeyPattern => _key;

    /// <summary>Makes a profile of its properties, by the names that Boto S3 Router has for them or in PowerShell's case.</summary>
    /// <param name="name">The profile's name.</param>
    /// <param name="properties"><c>source_bucket_pattern</c>, <c>source_key_pattern</c>, <c>mapped_bucket_name</c>, <c>mapped_prefix</c>; a null is as good as none.</param>
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

    /// <summary>Why the profile does not serve a key; null if it does.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="key">The key; null if the bucket alone is asked for.</param>
    internal string? WhyNot(string bucket, string? key) =>
        !_bucket.Matches(bucket) ? $"the bucket '{bucket}' does not match '{_bucket.Text}'"
        : key is not null && _key is not null && !_key.Matches(key) ? $"the key '{key}' does not match '{_key.Text}'"
        : null;

    /// <summary>Whether the profile serves a key.</summary>
    internal bool Serves(string bucket, string? key) => _bucket.Matches(bucket) && (key is null || _key is null || _key.Matches(key));
}
