namespace LakeFS.S3;

/// <summary>A file or object that could not be dealt with; the rest goes on.</summary>
public sealed class SyncFailure : SyncStep
{
    internal SyncFailure(object target, LakeS3Exception error)
    {
        Target = target;
        Error = error;
    }

    /// <summary>What is concerned: a path, an address or a <see cref="SyncAction"/>.</summary>
    public object Target { get; }

    /// <summary>Why.</summary>
    public LakeS3Exception Error { get; }
}
