using System;
using System.Collections.Generic;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.Primitives;

/// <summary>Runs tasks in parallel. The first failure cancels the others and is the one that is thrown.</summary>
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

    /// <summary>Canceled by the caller, or by the first failure.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>Starts a task in parallel to the others.</summary>
    public void Start(Func<Task> work) => _members.Add(Task.Run(() => TryAsync(work)));

    /// <summary>Runs a task of the group on the caller.</summary>
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

    /// <summary>Waits for all tasks.</summary>
    /// <exception cref="OperationCanceledException">The caller canceled the operation.</exception>
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
