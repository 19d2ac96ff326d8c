using System;
using System.Collections.Generic;
using System.Linq;
using LakeFS.S3.Addressing;
using LakeFS.S3.Errors;

namespace LakeFS.S3.Routing;

/// <summary>A router's profiles in their order, and the connections that they lead to.</summary>
internal sealed class RoutingTable
{
    private readonly Dictionary<string, LakeS3Connection> _stores;

    /// <summary>Checks and takes them.</summary>
    /// <param name="stores">The connections by the names of their profiles; <c>default</c> has to be among them.</param>
    /// <param name="profiles">The profiles, in the order in which they are to be tried.</param>
    /// <exception cref="LakeS3Exception">A profile has no connection or can't be one for its store; each error names the profile.</exception>
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

    /// <summary>The connections, of every profile and of the default.</summary>
    public IEnumerable<LakeS3Connection> Stores => _stores.Values;

    /// <summary>The connection of a profile's name, or of <c>default</c>.</summary>
    public LakeS3Connection StoreOf(string profile) => _stores[profile];

    /// <summary>The connection of a profile; null for the default.</summary>
    public LakeS3Connection StoreOf(RouterProfile? profile) => _stores[profile?.Name ?? LakeS3Router.DefaultProfile];

    /// <summary>The first profile that serves a key; null if none does.</summary>
    public RouterProfile? Find(string bucket, string? key) => Array.Find(Profiles, profile => profile.Serves(bucket, key));

    /// <summary>The profiles that have keys which begin so, in their order; null last, for the default, where they leave any over.</summary>
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

    /// <summary>Where a bucket and a key lead, with the reasons why the profiles before do not serve them.</summary>
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
                NameRules.CheckRef(AddressUri.Cut(profile.MappedPrefix).Head);
            }
        }
        catch (LakeS3Exception invalid)
        {
            throw RouterErrors.ProfileInvalid(profile.Name, invalid.Message);
        }
    }
}
