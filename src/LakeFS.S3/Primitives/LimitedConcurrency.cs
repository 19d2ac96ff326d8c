using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.Primitives;

/// <summary>Runs asynchronous work for many items, a limited number at a time.</summary>
internal static class LimitedConcurrency
{
    /// <summary>Runs work for each item, and waits for all of it.</summary>
    /// <param name="items">The items.</param>
    /// <param name="maxConcurrency">The maximum number of items at once.</param>
    /// <param name="work">The work for one item.</param>
    /// <param name="cancellationToken">Cancels items that wait for their turn; the work has to watch it by itself.</param>
    /// <typeparam name="T">The type of the items.</typeparam>
    public static async Task ForEachAsync<T>(IEnumerable<T> items, int maxConcurrency, Func<T, Task> work, CancellationToken cancellationToken)
    {
        using SemaphoreSlim slots = new(maxConcurrency);
        await Task.WhenAll(items.Select(async item =>
        {
            await slots.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                await work(item).ConfigureAwait(false);
            }
            finally
            {
                slots.Release();
            }
        })).ConfigureAwait(false);
    }
}
