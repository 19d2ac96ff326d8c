namespace LakeFS.S3;

/// <summary>Something a list shows: an object, or a prefix that stands for many.</summary>
public abstract class LakeEntry
{
    private protected LakeEntry(ObjectAddress address)
    {
        Address = address;
    }

    /// <summary>The repository's id.</summary>
    public string Repository => Address.Repository;

    /// <summary>The ref the list was made of.</summary>
    public string Ref => Address.Ref;

    /// <summary>The path inside the ref.</summary>
    public string Key => Address.Key;

    /// <summary>The whole address, <c>lakefs://repository/ref/key</c>.</summary>
    public string Uri => Address.Uri;

    private protected ObjectAddress Address { get; }

    /// <summary>The entry's name, for a connection to resolve.</summary>
    /// <returns>Repository, ref and key.</returns>
    public ObjectName ToName() => new() { Repository = Repository, Ref = Ref, Key = Key };

    /// <inheritdoc/>
    public override string ToString() => Uri;
}
