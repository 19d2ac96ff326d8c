using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.PowerShell.Provider.Places;

/// <summary>Waits for the engine on the pipeline's thread, until the user stops the pipeline.</summary>
/// <param name="stop">Cancelled when the pipeline is stopped.</param>
internal sealed class PipelineWait(CancellationToken stop)
{
    /// <summary>Cancelled when the pipeline is stopped.</summary>
    public CancellationToken Stop { get; } = stop;

    /// <summary>Waits for a result.</summary>
    public T For<T>(Task<T> task)
    {
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
    public IEnumerable<T> Each<T>(IAsyncEnumerable<T> source)
    {
        IAsyncEnumerator<T> items = source.GetAsyncEnumerator(Stop);
        try
        {
            while (Moves(items.MoveNextAsync()))
            {
                yield return items.Current;
            }
        }
        finally
        {
            items.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    // Within a page the next item is there already: no task is made for it.
    private bool Moves(ValueTask<bool> step) => step.IsCompletedSuccessfully ? step.Result : For(step.AsTask());
}
