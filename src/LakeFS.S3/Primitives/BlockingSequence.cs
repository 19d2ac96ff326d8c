using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.Primitives;

/// <summary>Enumerates asynchronous sequences on the calling thread.</summary>
internal static class BlockingSequence
{
    /// <summary>Enumerates a sequence, requesting each item only when it is needed.</summary>
    /// <param name="source">The sequence.</param>
    /// <param name="wait">Waits for a step that is not complete yet.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <typeparam name="T">The type of the items.</typeparam>
    /// <returns>The items.</returns>
    public static IEnumerable<T> Of<T>(IAsyncEnumerable<T> source, Func<Task<bool>, bool> wait, CancellationToken cancellationToken)
    {
        IAsyncEnumerator<T> items = source.GetAsyncEnumerator(cancellationToken);
        try
        {
            while (Step(items.MoveNextAsync(), wait))
            {
                yield return items.Current;
            }
        }
        finally
        {
            items.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    // Within a page the next item is already available, so no task is needed.
    private static bool Step(ValueTask<bool> step, Func<Task<bool>, bool> wait) => step.IsCompletedSuccessfully ? step.Result : wait(step.AsTask());
}
