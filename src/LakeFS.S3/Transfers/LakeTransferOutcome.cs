namespace LakeFS.S3;

/// <summary>The outcome of a transfer in a <see cref="LakeTransferBatch"/>: a result or an error.</summary>
public sealed class LakeTransferOutcome
{
    internal LakeTransferOutcome(object target, LakeTransferResult? result, LakeS3Exception? error)
    {
        Target = target;
        Result = result;
        Error = error;
    }

    /// <summary>The target of the transfer, for error records.</summary>
    public object Target { get; }

    /// <summary>The result; null if the transfer failed.</summary>
    public LakeTransferResult? Result { get; }

    /// <summary>The error; null if the transfer succeeded.</summary>
    public LakeS3Exception? Error { get; }
}
