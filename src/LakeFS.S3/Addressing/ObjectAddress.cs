using System;
using LakeFS.S3.Addressing;
using LakeFS.S3.Errors;

namespace LakeFS.S3;

/// <summary>
/// Where an object is, or a prefix of objects: a repository, a ref in it and a path inside the ref; or a bucket and a
/// key. Behind a router it also knows which store serves it, and by what names.
/// </summary>
public sealed class ObjectAddress : IEquatable<ObjectAddress>
{
    private readonly AddressSpace _space;

    /// <summary>Names an object on lakeFS; nothing is validated here, see <see cref="AddressResolver"/>.</summary>
    /// <param name="repository">The repository's id.</param>
    /// <param name="reference">A branch, tag, commit id or ref expression.</param>
    /// <param name="key">The path inside the ref, byte for byte as lakeFS keeps it.</param>
    public ObjectAddress(string repository, string reference, string key)
        : this(AddressSpace.OfRef(store: null, repository, reference), key)
    {
    }

    internal ObjectAddress(AddressSpace space, string key)
    {
        _space = space;
        Key = key;
    }

    /// <summary>The bucket on the wire: the repository's id on lakeFS, the bucket's name on plain S3.</summary>
    public string Container => _space.Bucket;

    /// <summary>A branch, tag, commit id (also abbreviated) or ref expression; empty on plain S3, which has none.</summary>
    public string Ref => IsOnLakeFS ? AddressUri.Cut(S3Key).Head : string.Empty;

    /// <summary>The bucket as the caller names it; null where the caller names repository and ref.</summary>
    public string? BucketName => _space.BucketName;

    /// <summary>The key as the caller names it: the path inside the ref, or inside the bucket; empty for all of it.</summary>
    public string Key { get; }

    /// <summary>The key on the wire; on lakeFS it begins with the ref and a slash.</summary>
    public string S3Key => _space.Prefix + Key;

    /// <summary>The address in the caller's names, unescaped: <c>lakefs://repository/ref/key</c> or <c>s3://bucket/key</c>.</summary>
    public string Uri => BucketName is null ? AddressUri.Format(Container, Ref, Key) : AddressUri.Format(BucketName, Key);

    /// <summary>The address in the store's own names; the same as <see cref="Uri"/> where no router is between.</summary>
    public string StoreUri => IsOnLakeFS ? AddressUri.Format(Container, Ref, StoreKey) : AddressUri.Format(Container, S3Key);

    /// <summary>Whether lakeFS serves it, and not a plain S3 store.</summary>
    public bool IsOnLakeFS => _space.Kind == StoreKind.LakeFS;

    /// <summary>The store that serves it; null where the caller brings its own.</summary>
    internal IStore? Store => _space.Store;

    /// <summary>The path inside the ref, or the key inside the bucket, as the store has it.</summary>
    internal string StoreKey => IsOnLakeFS ? AddressUri.Cut(S3Key).Tail ?? string.Empty : S3Key;

    /// <summary>The caller's name for it, where the store has another one; otherwise null.</summary>
    internal string? Alias => BucketName is not null && StoreUri != Uri ? Uri : null;

    internal AddressSpace Space => _space;

    /// <summary>The address for an error that concerns it, in the caller's names.</summary>
    internal ErrorFacts Facts => new() { Repository = Container, Ref = Ref, Key = Key, Address = Uri, IsOnLakeFS = IsOnLakeFS };

    /// <summary>The same place with another key; a router may lead it to another store.</summary>
    /// <param name="key">The key as the caller names it.</param>
    /// <returns>A new address.</returns>
    /// <exception cref="LakeS3Exception">A router leads it to lakeFS, and it can't be an address there.</exception>
    public ObjectAddress WithKey(string key) => _space.At(key);

    /// <summary>The address for an error of the server that serves it.</summary>
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
