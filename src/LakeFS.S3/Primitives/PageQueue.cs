using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.Primitives;

/// <summary>The pages of a list that are read by token. Each page ahead is requested as soon as the one before it has arrived.</summary>
/// <param name="ask">Requests the page that starts at a token; null for the first page.</param>
/// <param name="cancellationToken">Stops the requests.</param>
/// <typeparam name="T">The type of the items.</typeparam>
internal sealed class PageQueue<T>(Func<string?, CancellationToken, Task<Page<T>>> ask, CancellationToken cancellationToken) : IPageSource<T>
{
    private readonly Queue<Task<Page<T>?>> _ahead = new();

    /// <summary>The number of pages ahead of the reader, whether they have arrived or not.</summary>
    public int Count => _ahead.Count;

    /// <summary>The page that was requested last; its result is null if the list ends before it. Null before the first request.</summary>
    public Task<Page<T>?>? Last { get; private set; }

    public void ReadAhead(int count)
    {
        while (_ahead.Count < count)
        {
            Last = Last is null ? AskAsync(token: null) : FollowAsync(Last);
            _ahead.Enqueue(Last);
        }
    }

    public Task<Page<T>?> TakeAsync()
    {
        ReadAhead(1);
        return _ahead.Dequeue();
    }

    public Task EndAsync() => Task.WhenAll(_ahead.Select(page => page.ContinueWith(
        ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default)));

    private async Task<Page<T>?> AskAsync(string? token) => await ask(token, cancellationToken).ConfigureAwait(false);

    private async Task<Page<T>?> FollowAsync(Task<Page<T>?> before) =>
        (await before.ConfigureAwait(false))?.Next is string token ? await AskAsync(token).ConfigureAwait(false) : null;
}
