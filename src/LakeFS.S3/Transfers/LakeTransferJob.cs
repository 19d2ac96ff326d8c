using System;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3;

/// <summary>A transfer to run in a <see cref="LakeTransferBatch"/>.</summary>
public sealed class LakeTransferJob
{
    /// <summary>Describes a transfer without starting it.</summary>
    /// <param name="target">The target for error records: a path, an address or a listed object.</param>
    /// <param name="run">Runs the transfer. Its result may be null if there is nothing to return.</param>
    public LakeTransferJob(object target, Func<CancellationToken, Task<LakeTransferResult?>> run)
    {
        Target = target;
        RunAsync = run;
    }

    /// <summary>The target for error records.</summary>
    public object Target { get; }

    /// <summary>Runs the transfer.</summary>
    public Func<CancellationToken, Task<LakeTransferResult?>> RunAsync { get; }
}
