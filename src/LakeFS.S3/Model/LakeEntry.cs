namespace LakeFS.S3;

/// <summary>Something a list shows: an object, or a prefix that stands for many.</summary>
public abstract class LakeEntry : AddressedResult
{
    private protected LakeEntry(ObjectAddress address)
        : base(address)
    {
    }

    /// <summary>The entry's name, for a connection to resolve.</summary>
    /// <returns>Repository, ref and key; or bucket and key.</returns>
    public ObjectName ToName() => new() { Repository = Repository, Ref = Ref, BucketName = BucketName, LiteralKey = Key };
}
