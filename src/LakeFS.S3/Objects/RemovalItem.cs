namespace LakeFS.S3;

/// <summary>One object to remove.</summary>
public sealed class RemovalItem
{
    /// <summary>Names the object.</summary>
    /// <param name="address">The object.</param>
    /// <param name="isListed">Whether a list showed it, so that it need not be looked up.</param>
    public RemovalItem(ObjectAddress address, bool isListed)
    {
        Address = address;
        IsListed = isListed;
    }

    /// <summary>The object.</summary>
    public ObjectAddress Address { get; }

    /// <summary>Whether a list showed it.</summary>
    public bool IsListed { get; }
}
