using System;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3;

/// <summary>One transfer that a <see cref="LakeTransferBatch"/> is to do.</summary>
public sealed class LakeTransferJob
{
    /// <summary>Describes a transfer; nothing begins.</summary>
    /// <param name="target">What is concerned, for error records: a path, an address or an object of a list.</param>
    /// <param name="run">What is done. Its result may be null where nothing is to be handed out.</param>
    public LakeTransferJob(object target, Func<CancellationToken, Task<LakeTransferResult?>> run)
    {
        Target = target;
        RunAsync = run;
    }

    /// <summary>What is concerned.</summary>
    public object Target { get; }

    /// <summary>What is done.</summary>
    public Func<CancellationToken, Task<LakeTransferResult?>> RunAsync { get; }
}
