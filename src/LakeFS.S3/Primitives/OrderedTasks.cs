using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.Primitives;

/// <summary>Work done side by side, whose results are taken in the order in which it was added. For one thread.</summary>
/// <typeparam name="T">What one piece of work results in.</typeparam>
internal sealed class OrderedTasks<T> : IDisposable
{
    private readonly Queue<Task<T>> _tasks = new();
    private readonly SemaphoreSlim _slots;
    private readonly CancellationTokenSource _noMore = new();
    private readonly CancellationTokenSource _stop;

    /// <summary>Prepares it; nothing begins.</summary>
    /// <param name="maxConcurrency">How many pieces run at once.</param>
    /// <param name="cancellationToken">Stops all of them.</param>
    public OrderedTasks(int maxConcurrency, CancellationToken cancellationToken)
    {
        _slots = new SemaphoreSlim(maxConcurrency);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    }

    /// <summary>How many pieces were added and not taken.</summary>
    public int Count => _tasks.Count;

    /// <summary>The piece to take next; null where there is none.</summary>
    public Task<T>? Next => _tasks.Count == 0 ? null : _tasks.Peek();

    /// <summary>Adds a piece, which begins when there is room for it.</summary>
    public void Add(Func<CancellationToken, Task<T>> work) => _tasks.Enqueue(Task.Run(() => RunAsync(work)));

    /// <summary>Takes the next piece out.</summary>
    public Task<T> Take() => _tasks.Dequeue();

    /// <summary>Lets no further piece begin; those that have not begun end cancelled.</summary>
    public void BeginNoMore() => _noMore.Cancel();

    /// <summary>Stops all pieces, and waits until they have ended.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        while (Count > 0)
        {
            // How it ends no longer matters.
            Task<T> task = Take();
            ((IAsyncResult)task).AsyncWaitHandle.WaitOne();
            _ = task.Exception;
        }

        _noMore.Dispose();
        _slots.Dispose();
        _stop.Dispose();
    }

    private async Task<T> RunAsync(Func<CancellationToken, Task<T>> work)
    {
        using CancellationTokenSource waiting = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, _noMore.Token);
        await _slots.WaitAsync(waiting.Token).ConfigureAwait(false);
        try
        {
            waiting.Token.ThrowIfCancellationRequested();
            return await work(_stop.Token).ConfigureAwait(false);
        }
        finally
        {
            _slots.Release();
        }
    }
}
