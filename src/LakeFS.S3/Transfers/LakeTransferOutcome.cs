namespace LakeFS.S3;

/// <summary>How one transfer of a <see cref="LakeTransferBatch"/> ended: with a result or with an error.</summary>
public sealed class LakeTransferOutcome
{
    internal LakeTransferOutcome(object target, LakeTransferResult? result, LakeS3Exception? error)
    {
        Target = target;
        Result = result;
        Error = error;
    }

    /// <summary>What was concerned.</summary>
    public object Target { get; }

    /// <summary>What came of it; null if it failed.</summary>
    public LakeTransferResult? Result { get; }

    /// <summary>Why it failed; null if it did not.</summary>
    public LakeS3Exception? Error { get; }
}
