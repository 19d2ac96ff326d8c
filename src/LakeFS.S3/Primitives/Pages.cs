using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.Primitives;

/// <summary>
/// Reads a list page by page. The second page is requested when half of the first has been consumed, so that taking a few
/// entries costs one request. Each page after that is requested as soon as the one before has arrived.
/// </summary>
internal static class Pages
{
    // A page of 1,000 entries leaves about 1.5 MB to collect.
    private const int PagesBetweenCollections = 4;

    /// <summary>Streams the items of the pages.</summary>
    /// <param name="ask">Requests the page that starts at a token; null for the first page.</param>
    /// <param name="collect">Collects memory, called after every few pages; null to leave that to the runtime.</param>
    /// <param name="cancellationToken">Stops the requests.</param>
    /// <typeparam name="T">The type of the items.</typeparam>
    public static async IAsyncEnumerable<T> ReadAsync<T>(
        Func<string?, CancellationToken, Task<Page<T>>> ask, Action? collect, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using CancellationTokenSource abandoned = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<Page<T>>? next = ask(null, abandoned.Token);
        try
        {
            for (int number = 1; next is not null; number++)
            {
                Page<T> page = await next.ConfigureAwait(false);
                next = null;
                for (int i = 0; i < page.Entries.Count; i++)
                {
                    if (i == (number == 1 ? page.Entries.Count / 2 : 0))
                    {
                        next = page.Next is null ? null : ask(page.Next, abandoned.Token);
                    }

                    yield return page.Entries[i];
                }

                next ??= page.Next is null ? null : ask(page.Next, abandoned.Token);
                if (number % PagesBetweenCollections == 0)
                {
                    collect?.Invoke();
                }
            }
        }
        finally
        {
            abandoned.Cancel();
            await EndAsync(next).ConfigureAwait(false);
        }
    }

    // The result of a page that is no longer needed does not matter, even if it failed.
    private static Task EndAsync(Task? unwanted) => unwanted is null
        ? Task.CompletedTask
        : unwanted.ContinueWith(ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
