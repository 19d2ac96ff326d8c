namespace LakeFS.S3;

/// <summary>What became of one object that was to be removed.</summary>
public sealed class LakeRemoval
{
    internal LakeRemoval(ObjectAddress address, LakeS3Exception? error)
    {
        Repository = address.Repository;
        Ref = address.Ref;
        Key = address.Key;
        Uri = address.Uri;
        Error = error;
    }

    /// <summary>The repository's id.</summary>
    public string Repository { get; }

    /// <summary>The branch.</summary>
    public string Ref { get; }

    /// <summary>The path inside the branch.</summary>
    public string Key { get; }

    /// <summary>The whole address.</summary>
    public string Uri { get; }

    /// <summary>Whether the object was there and is gone.</summary>
    public bool Removed => Error is null;

    /// <summary>Why it was not removed; null if it was.</summary>
    public LakeS3Exception? Error { get; }
}
