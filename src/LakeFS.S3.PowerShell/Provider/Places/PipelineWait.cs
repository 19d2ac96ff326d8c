using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.PowerShell.Provider.Places;

/// <summary>Waits for the engine on the pipeline's thread, until the user stops the pipeline.</summary>
/// <param name="stop">Is cancelled when the pipeline is stopped.</param>
/// <param name="isStopping">
/// Whether the pipeline is stopped. PowerShell calls StopProcessing only for the provider that a command used last, and
/// Get-Content uses another one for each line's properties.
/// </param>
internal sealed class PipelineWait(CancellationTokenSource stop, Func<bool> isStopping)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>Cancelled when the pipeline is stopped.</summary>
    public CancellationToken Stop => stop.Token;

    /// <summary>Waits for a result.</summary>
    public T For<T>(Task<T> task)
    {
        while (!task.IsCompleted && !((IAsyncResult)task).AsyncWaitHandle.WaitOne(Interval))
        {
            if (isStopping())
            {
                stop.Cancel();
            }
        }

        try
        {
            return task.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (Stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <summary>Reads a sequence, asking for each item only when it is wanted.</summary>
    public IEnumerable<T> Each<T>(IAsyncEnumerable<T> source) => BlockingSequence.Of(source, For, Stop);
}
