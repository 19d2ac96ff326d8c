using System;
using LakeFS.S3.Addressing;
using LakeFS.S3.Errors;

namespace LakeFS.S3;

/// <summary>
/// The address of an object or prefix: a repository, a ref and a path in the ref; or a bucket and a key. With a router it
/// also contains the store that serves it, and the store's names for it.
/// </summary>
public sealed class ObjectAddress : IEquatable<ObjectAddress>
{
    private readonly AddressSpace _space;

    /// <summary>Creates the address of an object on lakeFS. Nothing is validated here; see <see cref="AddressResolver"/>.</summary>
    /// <param name="repository">The repository's id.</param>
    /// <param name="reference">A branch, tag, commit id or ref expression.</param>
    /// <param name="key">The path in the ref, byte for byte as stored by lakeFS.</param>
    public ObjectAddress(string repository, string reference, string key)
        : this(AddressSpace.OfRef(store: null, repository, reference), key)
    {
    }

    internal ObjectAddress(AddressSpace space, string key)
    {
        _space = space;
        Key = key;
    }

    /// <summary>The bucket in requests: the repository's id on lakeFS, the bucket's name on plain S3.</summary>
    public string Container => _space.Bucket;

    /// <summary>A branch, tag, commit id (may be abbreviated) or ref expression; empty on plain S3.</summary>
    public string Ref => IsOnLakeFS ? AddressUri.SplitFirst(S3Key).Head : string.Empty;

    /// <summary>The bucket as named by the caller; null if the caller names repository and ref.</summary>
    public string? BucketName => _space.BucketName;

    /// <summary>The key as named by the caller: the path in the ref or bucket; empty for all of it.</summary>
    public string Key { get; }

    /// <summary>The key in requests; on lakeFS it starts with the ref and a slash.</summary>
    public string S3Key => _space.Prefix + Key;

    /// <summary>
    /// The address in the caller's names, not escaped: <c>lakefs://repository/ref/key</c> or <c>s3://bucket/key</c>.
    /// </summary>
    public string Uri => BucketName is null ? AddressUri.Format(Container, Ref, Key) : AddressUri.Format(BucketName, Key);

    /// <summary>The address in the store's own names; the same as <see cref="Uri"/> without a router.</summary>
    public string StoreUri => IsOnLakeFS ? AddressUri.Format(Container, Ref, StoreKey) : AddressUri.Format(Container, S3Key);

    /// <summary>Whether the object is on lakeFS rather than a plain S3 store.</summary>
    public bool IsOnLakeFS => _space.Kind == StoreKind.LakeFS;

    /// <summary>The store that serves it; null if the caller provides its own.</summary>
    internal IStore? Store => _space.Store;

    /// <summary>The path in the ref, or the key in the bucket, as named by the store.</summary>
    internal string StoreKey => IsOnLakeFS ? AddressUri.SplitFirst(S3Key).Tail ?? string.Empty : S3Key;

    /// <summary>The caller's name for the object if the store has another; otherwise null.</summary>
    internal string? Alias => BucketName is not null && StoreUri != Uri ? Uri : null;

    internal AddressSpace Space => _space;

    /// <summary>The facts for an error at this address, in the caller's names.</summary>
    internal ErrorFacts Facts => new() { Repository = Container, Ref = Ref, Key = Key, Address = Uri, IsOnLakeFS = IsOnLakeFS };

    /// <summary>The same address with another key; a router may map it to another store.</summary>
    /// <param name="key">The key as named by the caller.</param>
    /// <returns>A new address.</returns>
    /// <exception cref="LakeS3Exception">A router maps the key to lakeFS, where it is not a valid address.</exception>
    public ObjectAddress WithKey(string key) => _space.At(key);

    /// <summary>The facts for an error of the server at this endpoint.</summary>
    internal ErrorFacts FactsAt(System.Uri endpoint) => Facts with { Endpoint = endpoint };

    /// <inheritdoc/>
    public bool Equals(ObjectAddress? other) =>
        other is not null
        && _space.IsSameStoreAs(other._space)
        && string.Equals(Container, other.Container, StringComparison.Ordinal)
        && string.Equals(S3Key, other.S3Key, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ObjectAddress);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(S3Key);

    /// <inheritdoc/>
    public override string ToString() => Uri;
}
