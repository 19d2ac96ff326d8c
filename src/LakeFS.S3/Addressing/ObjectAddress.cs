using System;

namespace LakeFS.S3;

/// <summary>Where an object is, or a prefix of objects: a repository, a ref in it and a path inside the ref.</summary>
public sealed class ObjectAddress : IEquatable<ObjectAddress>
{
    /// <summary>Names an object; nothing is validated here, see <see cref="AddressResolver"/>.</summary>
    /// <param name="repository">The repository's id.</param>
    /// <param name="reference">A branch, tag, commit id or ref expression.</param>
    /// <param name="key">The path inside the ref, byte for byte as lakeFS keeps it.</param>
    public ObjectAddress(string repository, string reference, string key)
    {
        Repository = repository;
        Ref = reference;
        Key = key;
    }

    /// <summary>The repository's id; the bucket's name on the S3 side.</summary>
    public string Repository { get; }

    /// <summary>A branch, tag, commit id (also abbreviated) or ref expression.</summary>
    public string Ref { get; }

    /// <summary>The path inside the ref; empty for the whole ref.</summary>
    public string Key { get; }

    /// <summary>The key on the S3 side: the ref, a slash, the path.</summary>
    public string S3Key => Ref + "/" + Key;

    /// <summary>The address as <c>lakefs://repository/ref/key</c>, unescaped.</summary>
    public string Uri => AddressUri.Format(Repository, Ref, Key);

    /// <summary>The same place with another path.</summary>
    /// <param name="key">The path inside the ref.</param>
    /// <returns>A new address.</returns>
    public ObjectAddress WithKey(string key) => new(Repository, Ref, key);

    /// <inheritdoc/>
    public bool Equals(ObjectAddress? other) =>
        other is not null
        && string.Equals(Repository, other.Repository, StringComparison.Ordinal)
        && string.Equals(Ref, other.Ref, StringComparison.Ordinal)
        && string.Equals(Key, other.Key, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ObjectAddress);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Uri);

    /// <inheritdoc/>
    public override string ToString() => Uri;
}
