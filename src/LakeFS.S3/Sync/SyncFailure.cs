namespace LakeFS.S3;

/// <summary>The failure of one file or object; the sync continues with the rest.</summary>
public sealed class SyncFailure : SyncStep
{
    internal SyncFailure(object target, LakeS3Exception error)
    {
        Target = target;
        Error = error;
    }

    /// <summary>The target of the error: a path, an address or a <see cref="SyncAction"/>.</summary>
    public object Target { get; }

    /// <summary>The error.</summary>
    public LakeS3Exception Error { get; }
}
