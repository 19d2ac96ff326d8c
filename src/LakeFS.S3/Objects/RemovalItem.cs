namespace LakeFS.S3;

/// <summary>One object to remove.</summary>
/// <param name="address">The object.</param>
/// <param name="isListed">Whether a list showed it, so that it need not be looked up.</param>
public sealed class RemovalItem(ObjectAddress address, bool isListed)
{
    /// <summary>The object.</summary>
    public ObjectAddress Address { get; } = address;

    /// <summary>Whether a list showed it.</summary>
    public bool IsListed { get; } = isListed;
}
