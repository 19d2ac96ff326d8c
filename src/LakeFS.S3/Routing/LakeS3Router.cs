using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using LakeFS.S3.Addressing;
using LakeFS.S3.Errors;
using LakeFS.S3.Listing;
using LakeFS.S3.Routing;

namespace LakeFS.S3;

/// <summary>
/// A connection over several stores: profiles decide by bucket and key which store serves an object, and map its name. It
/// does what Boto S3 Router does for boto3. The first profile that matches is used, or <c>default</c> if none does.
/// </summary>
/// <remarks>Closing the router does not close the connections of its stores.</remarks>
public sealed class LakeS3Router : LakeConnection
{
    /// <summary>The name of the connection used if no profile matches.</summary>
    public const string DefaultProfile = "default";

    private readonly RoutingTable _table;
    private bool _isClosed;

    private LakeS3Router(string name, RoutingTable table, bool isCompatible)
        : base(name)
    {
        _table = table;
        IsCompatible = isCompatible;
    }

    /// <summary>The profiles, in the order in which they are tried.</summary>
    public IReadOnlyList<RouterProfile> Profiles => _table.Profiles;

    /// <summary>
    /// Whether it behaves like Boto S3 Router where that may be unexpected: a list without a prefix is routed by the bucket
    /// alone and to one store, and results have the store's names.
    /// </summary>
    public bool IsCompatible { get; }

    /// <inheritdoc/>
    public override bool IsOpen => !_isClosed;

    /// <inheritdoc/>
    public override int MaxConcurrency => _table.Stores.Max(store => store.MaxConcurrency);

    internal override int SuggestedConcurrency => _table.Stores.Max(store => store.SuggestedConcurrency);

    /// <summary>Creates a router; nothing is sent.</summary>
    /// <param name="name">The router's name.</param>
    /// <param name="stores">The connections by profile name; must contain <c>default</c>.</param>
    /// <param name="profiles">The profiles, in the order in which to try them.</param>
    /// <param name="compatible">See <see cref="IsCompatible"/>.</param>
    /// <returns>A router.</returns>
    /// <exception cref="LakeS3Exception">A profile has no connection or is not valid for its store; the error names the
    /// profile.</exception>
    public static LakeS3Router Open(
        string name, IReadOnlyDictionary<string, LakeS3Connection> stores, IReadOnlyList<RouterProfile> profiles, bool compatible) =>
        new(name, new RoutingTable(stores, profiles), compatible);

    /// <summary>The connection of a profile.</summary>
    /// <param name="profile">The profile's name, or <c>default</c>.</param>
    /// <returns>The connection.</returns>
    public LakeS3Connection StoreOf(string profile) => _table.StoreOf(profile);

    /// <summary>Determines where a bucket and a key are mapped, and why.</summary>
    /// <param name="bucketName">The bucket.</param>
    /// <param name="key">The key or prefix; null for the bucket alone.</param>
    /// <returns>The route; nothing is sent.</returns>
    public LakeRoute Resolve(string bucketName, string? key) => _table.Resolve(bucketName, key);

    /// <summary>Determines where a name is mapped, and why.</summary>
    /// <param name="name">The name given by the user; the key may be missing.</param>
    /// <returns>The route; nothing is sent.</returns>
    /// <exception cref="LakeS3Exception">The bucket is missing, or a part is given twice.</exception>
    public LakeRoute Resolve(ObjectName name)
    {
        bool isBucketAlone = KeyOf(name) is null;
        (string bucket, string key) = Names(source: null).ResolvePrefix(name);
        return Resolve(bucket, isBucketAlone ? null : key);
    }

    /// <inheritdoc/>
    public override ObjectAddress ResolveObject(ObjectName name, ObjectAddress? source = null)
    {
        (string bucket, string key) = Names(source).ResolveObject(name);
        return AddressOf(bucket, key);
    }

    /// <inheritdoc/>
    public override ObjectAddress ResolvePrefix(ObjectName name, ObjectAddress? source = null)
    {
        (string bucket, string key) = Names(source).ResolvePrefix(name);
        if (IsCompatible && KeyOf(name) is null)
        {
            return new ObjectAddress(SpaceOf(_table.Find(bucket, key: null), bucket, prefix: null), string.Empty);
        }

        return AddressOf(bucket, key);
    }

    /// <inheritdoc/>
    public override string DescribeServers() => $"the stores of '{Name}'";

    /// <inheritdoc/>
    public override string Describe(ObjectAddress address)
    {
        LakeS3Connection store = StoreOf(address);
        string why = address.Space is RoutedSpace routed ? $", by profile '{routed.Profile?.Name ?? DefaultProfile}'" : string.Empty;
        return $"as {address.StoreUri} at {store.EndpointUrl}{why}";
    }

    /// <summary>Closes the router; the connections of its stores stay open.</summary>
    public override void Dispose() => _isClosed = true;

    /// <summary>The address of a key or prefix.</summary>
    /// <exception cref="LakeS3Exception">The key is mapped to lakeFS, where it is not a valid address.</exception>
    internal ObjectAddress AddressOf(string bucket, string key)
    {
        ObjectAddress address = new(SpaceOf(_table.Find(bucket, key), bucket), key);
        NameRules.CheckKey(address.StoreKey);
        if (address.IsOnLakeFS)
        {
            CheckOnLakeFS(address);
        }

        return address;
    }

    /// <summary>Lists all objects under a prefix in the caller's names, whichever stores they are on.</summary>
    internal IAsyncEnumerable<LakeEntry> ListAsync(ObjectAddress prefix, ListOptions options, CancellationToken cancellationToken)
    {
        RoutedSpace[] spaces = IsCompatible ? [(RoutedSpace)prefix.Space] : [.. _table.FindBelow(prefix.BucketName!, prefix.Key).Select(profile => SpaceOf(profile, prefix.BucketName!))];
        return spaces.Length == 1
            ? new StoreListing(spaces[0].Connection).ListAsync(new ObjectAddress(spaces[0], prefix.Key), options, cancellationToken)
            : new MergedListing(_table.Profiles, spaces).ListAsync(prefix.Key, options, cancellationToken);
    }

    // The addresses refer to the stores, which keep their own number of retries.
    internal override LakeConnection WithRetries(int maxRetries) => this;

    internal override LakeS3Connection StoreOf(ObjectAddress address)
    {
        if (_isClosed)
        {
            throw ConnectionErrors.Disposed(Name);
        }

        return address.Store as LakeS3Connection ?? throw new ArgumentException($"{address.Uri} was not resolved by a router.", nameof(address));
    }

    private RoutedSpace SpaceOf(RouterProfile? profile, string bucket) => SpaceOf(profile, bucket, profile?.MappedPrefix);

    private RoutedSpace SpaceOf(RouterProfile? profile, string bucket, string? prefix) =>
        new(this, profile, _table.StoreOf(profile), bucket, prefix);

    private BucketResolver Names(ObjectAddress? source) => new($"The connection '{Name}' is a router", source?.BucketName);

    private static string? KeyOf(ObjectName name) => name.Complete(
        name.HasAddress && !AddressUri.IsLakeAddress(name.Key) ? AddressUri.SplitBucket(name.Key!).Key : name.Key);

    private static void CheckOnLakeFS(ObjectAddress address)
    {
        if (address.S3Key.IndexOf('/') <= 0)
        {
            throw AddressErrors.RefMissingBehindRouter(address.Facts, address.S3Key);
        }

        NameRules.CheckRepository(address.Container);
        NameRules.CheckRef(address.Ref);
    }
}
