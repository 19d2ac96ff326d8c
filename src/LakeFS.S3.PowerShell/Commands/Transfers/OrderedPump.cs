using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Commands.Progress;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.PowerShell.Commands.Transfers;

/// <summary>Runs the work of one cmdlet side by side, and writes results and errors in the order of its input.</summary>
/// <typeparam name="T">What one piece of work results in.</typeparam>
internal sealed class OrderedPump<T> : IDisposable
{
    // Results wait for those before them: a slow one must not keep the others from being done.
    private const int AheadPerRunning = 4;

    // With more, a server that is gone would be noticed late.
    private const int MaxFailuresInARow = 48;

    private readonly LakeCmdlet _cmdlet;
    private readonly OrderedTasks<T> _tasks;
    private readonly Queue<(object Target, Action<T> Write, Action? Ended)> _ends = new();
    private readonly int _maxAhead;
    private readonly string _done;
    private readonly IShownProgress? _progress;
    private readonly FailureStreak _streak;
    private long _succeeded;
    private long _failed;

    /// <summary>Prepares it; nothing begins.</summary>
    /// <param name="cmdlet">The cmdlet that writes what becomes of the work.</param>
    /// <param name="connection">Says how many pieces run side by side.</param>
    /// <param name="done">What is done to the objects, for the warning of those that are left: <c>copied</c>.</param>
    /// <param name="progress">Shown while it waits; null for none.</param>
    public OrderedPump(LakeCmdlet cmdlet, LakeConnection connection, string done, IShownProgress? progress = null)
    {
        _maxAhead = AheadPerRunning * connection.SuggestedConcurrency;
        _done = done;
        _cmdlet = cmdlet;
        _tasks = new OrderedTasks<T>(connection.SuggestedConcurrency, cmdlet.StopToken);
        _progress = progress;
        _streak = new FailureStreak(Math.Min(connection.MaxConcurrency, MaxFailuresInARow));
    }

    /// <summary>Adds a piece of work, and writes what has ended.</summary>
    /// <param name="target">What is concerned, for error records.</param>
    /// <param name="work">The work. It runs on another thread and must not touch the cmdlet.</param>
    /// <param name="write">Writes its result, on the pipeline's thread.</param>
    /// <param name="ended">Called on the pipeline's thread when it has ended in whatever way; null for nothing.</param>
    public void Add(object target, Func<CancellationToken, Task<T>> work, Action<T> write, Action? ended = null)
    {
        while (_tasks.Count >= _maxAhead)
        {
            WriteNext();
        }

        _tasks.Add(work);
        _ends.Enqueue((target, write, ended));
        while (_tasks.Next is { IsCompleted: true })
        {
            WriteNext();
        }
    }

    /// <summary>Waits for everything that was added, and writes it.</summary>
    public void Finish()
    {
        while (_tasks.Count > 0)
        {
            WriteNext();
        }

        _cmdlet.Waiting.Close();
    }

    /// <summary>Stops what is under way, and waits until it has ended.</summary>
    public void Dispose() => _tasks.Dispose();

    private void WriteNext()
    {
        (Task<T> task, object target, Action<T> write) = TakeNext();
        if (TryWrite(task, write) is not LakeS3Exception failure)
        {
            return;
        }

        if (_streak.Ends(failure, _succeeded) || _cmdlet.StopsAtErrors())
        {
            WriteRest();
            _cmdlet.Report(failure, target, isOneObject: true);
        }

        _cmdlet.ReportAndGoOn(failure, target, isOneObject: true);
    }

    private (Task<T> Task, object Target, Action<T> Write) TakeNext()
    {
        // It stays the next one while it is waited for, so that Dispose waits for it too.
        Task<T> task = _cmdlet.Await(Task.WhenAny(_tasks.Next!), _progress);
        _tasks.Take();
        (object target, Action<T> write, Action? ended) = _ends.Dequeue();
        ended?.Invoke();
        return (task, target, write);
    }

    /// <summary>Writes a result.</summary>
    /// <returns>The error if there is none.</returns>
    private LakeS3Exception? TryWrite(Task<T> task, Action<T> write)
    {
        try
        {
            write(_cmdlet.Await(task));
            _succeeded++;
            return null;
        }
        catch (LakeS3Exception error)
        {
            _failed++;
            return error;
        }
    }

    // What was under way is done or not, and is written all the same; nothing else begins.
    private void WriteRest()
    {
        long left = 0;
        _tasks.BeginNoMore();
        while (_tasks.Count > 0)
        {
            (Task<T> task, object target, Action<T> write) = TakeNext();
            if (task.IsCanceled && !_cmdlet.StopToken.IsCancellationRequested)
            {
                left++;
            }
            else if (TryWrite(task, write) is LakeS3Exception failure && !_cmdlet.StopsAtErrors())
            {
                _cmdlet.ReportAndGoOn(failure, target, isOneObject: true);
            }
        }

        if (_succeeded + _failed + left > 1)
        {
            _cmdlet.WarnOfEarlyEnd(_done, _succeeded, _failed, left);
        }
    }
}
