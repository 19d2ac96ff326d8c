using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.Primitives;

/// <summary>
/// Streams the items of a list's pages. The second page is requested when half of the first has been consumed, so that taking a
/// few entries costs one request. From then on two pages are ahead of the reader, so that the network is never idle.
/// </summary>
internal static class Pages
{
    private const int PagesAhead = 2;

    // A page of 1,000 entries leaves about 1.5 MB to collect.
    private const int EntriesBetweenCollections = 4000;

    // As many as are ahead, or most entries would survive several collections.
    private const int PagesBetweenCollections = 2;

    /// <summary>Streams the items of pages that are read by token.</summary>
    /// <param name="ask">Requests the page that starts at a token; null for the first page.</param>
    /// <param name="collect">Collects memory, called after every few pages; null to leave that to the runtime.</param>
    /// <param name="cancellationToken">Stops the requests.</param>
    /// <typeparam name="T">The type of the items.</typeparam>
    public static IAsyncEnumerable<T> ReadAsync<T>(
        Func<string?, CancellationToken, Task<Page<T>>> ask, Action? collect, CancellationToken cancellationToken) =>
        ReadAsync(stop => new PageQueue<T>(ask, stop), collect, cancellationToken);

    /// <summary>Streams the items of pages.</summary>
    /// <param name="open">Opens the pages, with the token that stops their requests.</param>
    /// <param name="collect">Collects memory, called after every few pages; null to leave that to the runtime.</param>
    /// <param name="cancellationToken">Stops the requests.</param>
    /// <typeparam name="T">The type of the items.</typeparam>
    public static async IAsyncEnumerable<T> ReadAsync<T>(
        Func<CancellationToken, IPageSource<T>> open, Action? collect, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using CancellationTokenSource abandoned = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        IPageSource<T> pages = open(abandoned.Token);
        try
        {
            int entries = 0;
            int collected = 0;
            for (int number = 1; await pages.TakeAsync().ConfigureAwait(false) is { } page; number++)
            {
                for (int i = 0; i < page.Entries.Count; i++)
                {
                    if (i == (number == 1 ? page.Entries.Count / 2 : 0))
                    {
                        pages.ReadAhead(number == 1 ? 1 : PagesAhead);
                    }

                    yield return page.Entries[i];
                }

                entries += page.Entries.Count;
                if (entries >= EntriesBetweenCollections && number >= collected + PagesBetweenCollections)
                {
                    collect?.Invoke();
                    (entries, collected) = (0, number);
                }
            }
        }
        finally
        {
            abandoned.Cancel();
            await pages.EndAsync().ConfigureAwait(false);
        }
    }
}
