namespace LakeFS.S3;

/// <summary>The result of removing one object.</summary>
public sealed class LakeRemoval : AddressedResult
{
    internal LakeRemoval(ObjectAddress address, LakeS3Exception? error)
        : base(address)
    {
        Error = error;
    }

    /// <summary>Whether the object was there and is gone.</summary>
    public bool Removed => Error is null;

    /// <summary>Why it was not removed; null if it was.</summary>
    public LakeS3Exception? Error { get; }
}
