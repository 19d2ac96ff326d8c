using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.Primitives;

/// <summary>
/// The entries of one list, page by page. The next page is asked for when half of the present one has been taken:
/// who wants a few entries costs one request, who wants all does not wait for each page in turn.
/// </summary>
internal static class Pages
{
    // A page of a thousand entries leaves about 1.5 MB to collect.
    private const int PagesBetweenCollections = 4;

    /// <summary>Streams what the pages hold.</summary>
    /// <param name="ask">Asks for the page that begins at a place, null for the first one.</param>
    /// <param name="collect">Collects memory, called after every few pages; null if that is left to the runtime.</param>
    /// <param name="cancellationToken">Stops the requests.</param>
    /// <typeparam name="T">What is listed.</typeparam>
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
                    if (i == page.Entries.Count / 2)
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

    // A page that was asked for and is not wanted any more: what became of it concerns nobody.
    private static Task EndAsync(Task? unwanted) => unwanted is null
        ? Task.CompletedTask
        : unwanted.ContinueWith(ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
