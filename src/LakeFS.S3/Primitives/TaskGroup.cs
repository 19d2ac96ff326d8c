using System;
using System.Collections.Generic;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.Primitives;

/// <summary>Parallel work that fails together: the first failure stops the others and is the one that is thrown.</summary>
internal sealed class TaskGroup : IDisposable
{
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _stop;
    private readonly List<Task> _members = [];
    private Exception? _first;

    public TaskGroup(CancellationToken cancellationToken)
    {
        _caller = cancellationToken;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    }

    /// <summary>Cancelled by the caller, or by the first failure.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>Starts some work beside the rest.</summary>
    public void Start(Func<Task> work) => _members.Add(Task.Run(() => TryAsync(work)));

    /// <summary>Does some work as one of the team.</summary>
    public async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            Interlocked.CompareExchange(ref _first, failure, null);
            _stop.Cancel();
        }
    }

    /// <summary>Waits for everybody.</summary>
    /// <exception cref="OperationCanceledException">The caller stopped it.</exception>
    public async Task FinishAsync()
    {
        await Task.WhenAll(_members).ConfigureAwait(false);
        if (_first is not null)
        {
            _caller.ThrowIfCancellationRequested();
            ExceptionDispatchInfo.Capture(_first).Throw();
        }
    }

    public void Dispose() => _stop.Dispose();
}
