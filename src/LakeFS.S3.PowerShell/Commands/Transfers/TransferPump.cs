using System;
using System.Globalization;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Errors;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Commands.Progress;

namespace LakeFS.S3.PowerShell.Commands.Transfers;

/// <summary>
/// Runs the transfers of one cmdlet side by side: hands them to a batch, and writes results, errors and progress from the
/// pipeline's thread as they end.
/// </summary>
internal sealed class TransferPump : IDisposable
{
    private readonly LakeCmdlet _cmdlet;
    private readonly LakeTransferBatch _batch;
    private readonly TransferProgress _progress;
    private readonly string _done;
    private readonly int _maxConcurrency;
    private readonly bool _writesResults;
    private Task? _source;
    private long _succeededBefore;
    private int _unreachable;

    /// <summary>Starts the workers.</summary>
    /// <param name="cmdlet">The cmdlet that writes what becomes of the transfers.</param>
    /// <param name="connection">Says how many transfers run side by side.</param>
    /// <param name="activity">What is shown above the progress bar: <c>Writing to https://…</c>.</param>
    /// <param name="done">What was done to the objects, for the summary: <c>written</c>.</param>
    /// <param name="writesResults">Whether results are written and not only counted.</param>
    public TransferPump(LakeCmdlet cmdlet, LakeConnection connection, string activity, string done, bool writesResults)
    {
        _cmdlet = cmdlet;
        _batch = new LakeTransferBatch(connection, writesResults, cmdlet.StopToken);
        _progress = new TransferProgress(activity, () => _batch.Succeeded + _batch.Failed);
        _done = done;
        _maxConcurrency = connection.MaxConcurrency;
        _writesResults = writesResults;
    }

    /// <summary>What is written of a transfer that succeeded.</summary>
    public Func<LakeTransferOutcome, object> ResultOf { get; init; } = outcome => outcome.Result!;

    /// <summary>Notes what could not be verified; null where that is not to be noted.</summary>
    public UnverifiedContent? Unverified { get; init; }

    /// <summary>How many transfers have failed so far.</summary>
    public long Failed => _batch.Failed;

    /// <summary>Stops what is under way, and waits until it has cleaned up.</summary>
    public void Dispose()
    {
        _batch.Dispose();
        if (_source is not null)
        {
            // The batch is closed and takes nothing more in. How the source ends then no longer matters.
            ((IAsyncResult)_source).AsyncWaitHandle.WaitOne();
            _ = _source.Exception;
        }
    }

    /// <summary>Queues a transfer from the pipeline's thread; waits for room, writing what ends meanwhile.</summary>
    /// <param name="target">What is concerned, for error records.</param>
    /// <param name="size">How many bytes it has; null where only the server knows.</param>
    /// <param name="transfer">The transfer. It runs on another thread and must not touch the cmdlet.</param>
    public void Enqueue(object target, long? size, Func<IProgress<long>, CancellationToken, Task<LakeTransferResult>> transfer)
    {
        Wait(AddAsync(target, size, transfer).AsTask());
        WriteEnded();
    }

    /// <summary>Finds transfers on another thread while those found before are running.</summary>
    /// <param name="source">Finds them and calls <see cref="AddAsync"/> for each. It must not touch the cmdlet.</param>
    public void EnqueueFrom(Func<CancellationToken, Task> source)
    {
        CancellationToken stop = _cmdlet.StopToken;
        _source = Task.Run(() => source(stop));
        Wait(_source);
    }

    /// <summary>Queues a transfer from any thread.</summary>
    /// <param name="target">What is concerned, for error records.</param>
    /// <param name="size">How many bytes it has; null where only the server knows.</param>
    /// <param name="transfer">The transfer. It runs on another thread and must not touch the cmdlet.</param>
    /// <returns>A task that ends when there was room for it.</returns>
    public ValueTask AddAsync(object target, long? size, Func<IProgress<long>, CancellationToken, Task<LakeTransferResult>> transfer)
    {
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

    /// <summary>Reports, from any thread, a failure that came before there was a transfer.</summary>
    /// <param name="target">What is concerned, for the error record.</param>
    /// <param name="error">Why.</param>
    /// <returns>A task that ends when there was room for it.</returns>
    public ValueTask AddFailureAsync(object target, LakeS3Exception error) => _batch.AddFailureAsync(target, error, _cmdlet.StopToken);

    /// <summary>Waits for something on the pipeline's thread, writing what ends meanwhile.</summary>
    /// <param name="task">What is waited for.</param>
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

    /// <summary>Waits until all transfers have ended, and writes how many there were.</summary>
    public void Finish()
    {
        _batch.Complete();
        _progress.IsTotalKnown = true;
        Wait(_batch.Completion);
        WriteEnded();
        if (_progress.WasShown)
        {
            _cmdlet.WriteProgress(_progress.Done());
        }

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
            else if (_writesResults)
            {
                _cmdlet.WriteObject(ResultOf(outcome));
            }
        }

        if (_progress.IsDue && !_cmdlet.StopToken.IsCancellationRequested)
        {
            _cmdlet.WriteProgress(_progress.Sample());
        }
    }

    // One object whose connection broke says nothing about the others. As many in a row as run side by side mean that the
    // server is gone.
    private void ReportFailure(LakeS3Exception error, object target)
    {
        bool mayBePassing = ErrorCatalog.ConnectionFailed.Is(error) || ErrorCatalog.Timeout.Is(error);
        _unreachable = mayBePassing && _batch.Succeeded == _succeededBefore ? _unreachable + 1 : 0;
        _succeededBefore = _batch.Succeeded;
        if (mayBePassing && _unreachable < _maxConcurrency)
        {
            _cmdlet.ReportAndGoOn(error, target);
        }
        else
        {
            _cmdlet.Report(error, target);
        }
    }
}
