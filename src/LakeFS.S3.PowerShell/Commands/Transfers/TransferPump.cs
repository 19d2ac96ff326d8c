using System;
using System.Globalization;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Commands.Progress;

namespace LakeFS.S3.PowerShell.Commands.Transfers;

/// <summary>
/// Runs the transfers of a cmdlet in parallel: passes them to a batch, and writes results, errors and progress on the
/// pipeline's thread.
/// </summary>
internal sealed class TransferPump : IDisposable
{
    // With more, a server that is gone would be noticed late.
    private const int MaxFailuresInARow = 48;

    private readonly LakeCmdlet _cmdlet;
    private readonly LakeTransferBatch _batch;
    private readonly TransferProgress _progress;
    private readonly string _done;
    private readonly FailureStreak _streak;
    private readonly bool _writesResults;
    private Task? _source;
    private long _queued;

    /// <summary>Starts the workers.</summary>
    /// <param name="cmdlet">The cmdlet that writes the results.</param>
    /// <param name="connection">The connection, which limits the number of parallel transfers.</param>
    /// <param name="activity">The text before the progress bar, short enough for a narrow window: <c>Writing</c>.</param>
    /// <param name="done">The past participle for the summary: <c>written</c>.</param>
    /// <param name="writesResults">Whether to write results rather than only count them.</param>
    public TransferPump(LakeCmdlet cmdlet, LakeConnection connection, string activity, string done, bool writesResults)
    {
        _cmdlet = cmdlet;
        _batch = new LakeTransferBatch(connection, writesResults, cmdlet.StopToken);
        _progress = new TransferProgress(activity, () => _batch.Succeeded + _batch.Failed);
        _done = done;
        _streak = new FailureStreak(Math.Min(connection.MaxConcurrency, MaxFailuresInARow));
        _writesResults = writesResults;
    }

    /// <summary>The transfers, for their concurrency in the verbose output; null for none.</summary>
    public LakeTransfers? Transfers { get; init; }

    /// <summary>The output for a successful transfer.</summary>
    public Func<LakeTransferOutcome, object> ResultOf { get; init; } = outcome => outcome.Result!;

    /// <summary>Counts transfers that could not be verified; null for no count.</summary>
    public UnverifiedContent? Unverified { get; init; }

    /// <summary>The number of failed transfers so far.</summary>
    public long Failed => _batch.Failed;

    /// <summary>Cancels the transfers, and waits until they have cleaned up.</summary>
    public void Dispose()
    {
        _batch.Dispose();
        WarnOfLeftovers();
        if (_source is not null)
        {
            // The batch is closed, so the result of the source no longer matters.
            ((IAsyncResult)_source).AsyncWaitHandle.WaitOne();
            _ = _source.Exception;
        }
    }

    /// <summary>Queues a transfer on the pipeline's thread; while the queue is full, writes results.</summary>
    /// <param name="target">The target for error records.</param>
    /// <param name="size">The size in bytes; null if only the server knows it.</param>
    /// <param name="transfer">The transfer. It runs on another thread and must not touch the cmdlet.</param>
    public void Enqueue(object target, long? size, Func<IProgress<long>, CancellationToken, Task<LakeTransferResult>> transfer)
    {
        Wait(AddAsync(target, size, transfer).AsTask());
        WriteEnded();
    }

    /// <summary>Queues transfers from another thread while earlier ones are running.</summary>
    /// <param name="source">Calls <see cref="AddAsync"/> for each transfer. It must not touch the cmdlet.</param>
    public void EnqueueFrom(Func<CancellationToken, Task> source)
    {
        CancellationToken stop = _cmdlet.StopToken;
        _source = Task.Run(() => source(stop));
        Wait(_source);
    }

    /// <summary>Queues a transfer; can be called on any thread.</summary>
    /// <param name="target">The target for error records.</param>
    /// <param name="size">The size in bytes; null if only the server knows it.</param>
    /// <param name="transfer">The transfer. It runs on another thread and must not touch the cmdlet.</param>
    /// <returns>A task that completes when the transfer has been queued.</returns>
    public ValueTask AddAsync(object target, long? size, Func<IProgress<long>, CancellationToken, Task<LakeTransferResult>> transfer)
    {
        Interlocked.Increment(ref _queued);
        _progress.ExpectFile();
        _progress.Expect(size ?? 0);
        IProgress<long> progress = size is null ? _progress : _progress.OfKnownSize();
        return _batch.AddAsync(new LakeTransferJob(target, RunAsync), _cmdlet.StopToken);

        async Task<LakeTransferResult?> RunAsync(CancellationToken stop)
        {
            LakeTransferResult result = await transfer(progress, stop).ConfigureAwait(false);
            Unverified?.Note(result);
            return result;
        }
    }

    /// <summary>Reports a failure before there was a transfer; can be called on any thread.</summary>
    /// <param name="target">The target for the error record.</param>
    /// <param name="error">The failure.</param>
    /// <returns>A task that completes when the failure has been queued.</returns>
    public ValueTask AddFailureAsync(object target, LakeS3Exception error) => _batch.AddFailureAsync(target, error, _cmdlet.StopToken);

    /// <summary>Waits for a task on the pipeline's thread, and writes results in the meantime.</summary>
    /// <param name="task">The task.</param>
    public void Wait(Task task)
    {
        try
        {
            while (!((IAsyncResult)task).AsyncWaitHandle.WaitOne(TransferProgress.Interval))
            {
                WriteEnded();
            }

            task.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (_cmdlet.StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <summary>Waits until all transfers have ended, and writes a summary.</summary>
    public void Finish()
    {
        _batch.Complete();
        _progress.IsTotalKnown = true;
        Wait(_batch.Completion);
        WriteEnded();
        _cmdlet.Waiting.Close();

        TransferNotes.WriteBy(_cmdlet, Transfers);

        long all = _batch.Succeeded + _batch.Failed;
        if (_batch.Failed > 0 && all > 1)
        {
            _cmdlet.WriteWarning(string.Format(CultureInfo.CurrentCulture, "{0:N0} of {1:N0} objects were not {2}.", _batch.Failed, all, _done));
        }
        else
        {
            _cmdlet.WriteVerbose(string.Format(CultureInfo.CurrentCulture, "{0:N0} of {1:N0} objects were {2}.", _batch.Succeeded, all, _done));
        }
    }

    private void WriteEnded()
    {
        while (_batch.TryTake(out LakeTransferOutcome? outcome))
        {
            if (outcome!.Error is not null)
            {
                ReportFailure(outcome.Error, outcome.Target);
            }
            else
            {
                WriteResult(outcome);
            }
        }

        WarnOfLeftovers();
        _cmdlet.Waiting.Update(_progress);
    }

    private void WriteResult(LakeTransferOutcome outcome)
    {
        if (_writesResults)
        {
            _cmdlet.WriteObject(ResultOf(outcome));
        }
    }

    private void ReportFailure(LakeS3Exception error, object target)
    {
        if (_streak.Ends(error, _batch.Succeeded) || _cmdlet.StopsAtErrors())
        {
            End();
            _cmdlet.Report(error, target, isOneObject: true);
        }

        _cmdlet.ReportAndGoOn(error, target, isOneObject: true);
    }

    // Before an error ends the command: reports what was done until then, and counts the rest.
    private void End()
    {
        _batch.Stop();
        while (_batch.TryTake(out LakeTransferOutcome? outcome))
        {
            if (outcome!.Error is null)
            {
                WriteResult(outcome);
            }
            else if (!_cmdlet.StopsAtErrors())
            {
                // Otherwise the first of them ends the command, and the others are counted.
                _cmdlet.ReportAndGoOn(outcome.Error, outcome.Target, isOneObject: true);
            }
        }

        WarnOfLeftovers();
        long queued = Interlocked.Read(ref _queued);
        if (queued > 1)
        {
            _cmdlet.WarnOfEarlyEnd(_done, _batch.Succeeded, _batch.Failed, queued - _batch.Succeeded - _batch.Failed);
        }
    }

    private void WarnOfLeftovers() => _cmdlet.WarnOf(_batch.TakeLeftovers());
}
