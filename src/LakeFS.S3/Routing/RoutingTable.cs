using System;
using System.Collections.Generic;
using System.Linq;
using LakeFS.S3.Addressing;
using LakeFS.S3.Errors;

namespace LakeFS.S3.Routing;

/// <summary>The profiles of a router, in order, and their connections.</summary>
internal sealed class RoutingTable
{
    private readonly Dictionary<string, LakeS3Connection> _stores;

    /// <summary>Validates profiles and connections and creates the table.</summary>
    /// <param name="stores">The connections by profile name; must contain <c>default</c>.</param>
    /// <param name="profiles">The profiles, in the order in which to try them.</param>
    /// <exception cref="LakeS3Exception">A profile has no connection or is not valid for its store; the error names the
    /// profile.</exception>
    public RoutingTable(IReadOnlyDictionary<string, LakeS3Connection> stores, IReadOnlyList<RouterProfile> profiles)
    {
        if (!stores.ContainsKey(LakeS3Router.DefaultProfile))
        {
            throw RouterErrors.DefaultMissing();
        }

        foreach (KeyValuePair<string, LakeS3Connection> closed in stores.Where(store => !store.Value.IsOpen))
        {
            throw RouterErrors.ConnectionClosed(closed.Key, closed.Value.Name);
        }

        foreach (RouterProfile profile in profiles)
        {
            CheckNames(profile, stores.TryGetValue(profile.Name, out LakeS3Connection? store) ? store : throw RouterErrors.ConnectionMissing(profile.Name));
        }

        _stores = stores.ToDictionary(store => store.Key, store => store.Value, StringComparer.Ordinal);
        Profiles = [.. profiles];
    }

    /// <summary>The profiles, in the order in which they are tried.</summary>
    public RouterProfile[] Profiles { get; }

    /// <summary>The connections of all profiles, including the default.</summary>
    public IEnumerable<LakeS3Connection> Stores => _stores.Values;

    /// <summary>The connection for a profile's name, or for <c>default</c>.</summary>
    public LakeS3Connection StoreOf(string profile) => _stores[profile];

    /// <summary>The connection for a profile; null for the default.</summary>
    public LakeS3Connection StoreOf(RouterProfile? profile) => _stores[profile?.Name ?? LakeS3Router.DefaultProfile];

    /// <summary>The first profile that applies to a key; null if none does.</summary>
    public RouterProfile? Find(string bucket, string? key) => Array.Find(Profiles, profile => profile.Serves(bucket, key));

    /// <summary>
    /// The profiles that may apply to keys with a prefix, in order; then null for the default, if it may apply too.
    /// </summary>
    public IEnumerable<RouterProfile?> FindBelow(string bucket, string prefix)
    {
        foreach (RouterProfile profile in Profiles.Where(profile => profile.Serves(bucket, key: null)))
        {
            if (profile.KeyPattern is not KeyPattern keys)
            {
                yield return profile;
                yield break;
            }

            if (keys.CanMatchBelow(prefix))
            {
                yield return profile;
            }

            if (keys.Covers(prefix))
            {
                yield break;
            }
        }

        yield return null;
    }

    /// <summary>Determines where a bucket and a key are mapped, and why earlier profiles do not apply.</summary>
    public LakeRoute Resolve(string bucketName, string? key)
    {
        List<string> passedOver = [];
        foreach (RouterProfile profile in Profiles)
        {
            if (profile.WhyNot(bucketName, key) is not string reason)
            {
                return new LakeRoute(
                    bucketName,
                    key,
                    profile.Name,
                    StoreOf(profile),
                    profile.MappedBucketName ?? bucketName,
                    key is null ? null : profile.MappedPrefix + key,
                    passedOver);
            }

            passedOver.Add($"{profile.Name}: {reason}");
        }

        return new LakeRoute(bucketName, key, LakeS3Router.DefaultProfile, StoreOf(LakeS3Router.DefaultProfile), bucketName, key, passedOver);
    }

    private static void CheckNames(RouterProfile profile, LakeS3Connection store)
    {
        try
        {
            if (profile.MappedBucketName is string bucket)
            {
                if (store.IsLakeFS)
                {
                    NameRules.CheckRepository(bucket);
                }
                else
                {
                    BucketResolver.CheckBucket(bucket);
                }
            }

            if (store.IsLakeFS && profile.MappedPrefix?.IndexOf('/') >= 0)
            {
                NameRules.CheckRef(AddressUri.SplitFirst(profile.MappedPrefix).Head);
            }
        }
        catch (LakeS3Exception invalid)
        {
            throw RouterErrors.ProfileInvalid(profile.Name, invalid.Message);
        }
    }
}
