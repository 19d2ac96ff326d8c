using System;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Errors;
using LakeFS.S3.LocalFiles;
using LakeFS.S3.PowerShell.Commands;

namespace LakeFS.S3.PowerShell;

/// <summary>
/// A cmdlet that moves many objects side by side: it hands them to a batch, and writes what becomes of them from the
/// pipeline's thread as they end.
/// </summary>
public abstract class TransferCmdlet : ObjectCmdlet
{
    private LakeTransfers? _transfers;
    private LakeTransferBatch? _batch;
    private TransferProgress? _progress;
    private Task? _feeding;
    private long _succeededBefore;
    private int _unreachable;
    private long _failedBefore;
    private int _passedOverTold;

    /// <summary>The engine; one for the whole run, so that all transfers share the connection's requests.</summary>
    private protected LakeTransfers Transfers => _transfers ??= new LakeTransfers(Via);

    /// <summary>Whether results are written and not only counted.</summary>
    private protected abstract bool WritesResults { get; }

    /// <summary>What is being done, for the progress bar: <c>Writing to lakefs://…</c>.</summary>
    private protected abstract string Activity { get; }

    /// <summary>What was done to the files, for the summary: <c>written</c>.</summary>
    private protected abstract string Done { get; }

    /// <summary>How many transfers have failed so far.</summary>
    private protected long Failed => _failedBefore + (_batch?.Failed ?? 0);

    /// <summary>The links that were passed over so far.</summary>
    private protected PassedOver PassedOver { get; } = new();

    private LakeTransferBatch Batch => _batch ??= new LakeTransferBatch(Via, WritesResults, StopToken);

    private TransferProgress Progress => _progress ??= new TransferProgress(Activity, () => Batch.Succeeded + Batch.Failed);

    /// <inheritdoc/>
    protected override void EndProcessing() => FinishTransfers();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            // Ends what is under way, and waits until it has cleaned up.
            _batch?.Dispose();
            EndFeeding();
        }

        base.Dispose(disposing);
    }

    /// <summary>Hands a transfer to the workers; waits for room, writing what ends meanwhile.</summary>
    /// <param name="target">What is concerned, for error records.</param>
    /// <param name="size">How many bytes it has; null where only the server knows.</param>
    /// <param name="transfer">The transfer.</param>
    private protected void Enqueue(object target, long? size, Func<IProgress<long>, CancellationToken, Task<LakeTransferResult>> transfer)
    {
        WaitWriting(AddAsync(target, size, transfer).AsTask());
        WriteEnded();
    }

    /// <summary>Lets transfers be found beside their execution.</summary>
    /// <param name="feed">Finds them; calls <see cref="AddAsync"/> for each.</param>
    private protected void Feed(Func<CancellationToken, Task> feed)
    {
        // Made here, so that the finding does not race for it with the pipeline's thread.
        _ = Batch;
        _ = Progress;
        _feeding = Task.Run(() => feed(StopToken));
        WaitWriting(_feeding);
    }

    /// <summary>Hands a transfer to the workers, from any thread.</summary>
    /// <param name="target">What is concerned, for error records.</param>
    /// <param name="size">How many bytes it has; null where only the server knows.</param>
    /// <param name="transfer">The transfer.</param>
    /// <returns>A task that ends when there was room for it.</returns>
    private protected ValueTask AddAsync(object target, long? size, Func<IProgress<long>, CancellationToken, Task<LakeTransferResult>> transfer)
    {
        Progress.ExpectFile();
        Progress.Expect(size ?? 0);
        IProgress<long> progress = size is null ? Progress : Progress.OfKnownSize();
        return Batch.AddAsync(new LakeTransferJob(target, async stop => await transfer(progress, stop).ConfigureAwait(false)), StopToken);
    }

    /// <summary>Has a failure reported that came before there was a transfer, from any thread.</summary>
    /// <param name="target">What is concerned, for the error record.</param>
    /// <param name="error">Why.</param>
    /// <returns>A task that ends when there was room for it.</returns>
    private protected ValueTask AddFailureAsync(object target, LakeS3Exception error) => Batch.AddFailureAsync(target, error, StopToken);

    /// <summary>Waits until all transfers have ended, and says how many there were. Others may be begun after that.</summary>
    private protected void FinishTransfers()
    {
        TellPassedOver();
        if (_batch is null)
        {
            return;
        }

        _batch.Complete();
        Progress.IsTotalKnown = true;
        WaitWriting(_batch.Completion);
        WriteEnded();
        if (_progress is { WasShown: true })
        {
            WriteProgress(_progress.Done());
        }

        Summarise(_batch.Succeeded, _batch.Failed);
        _failedBefore += _batch.Failed;
        _batch.Dispose();
        _batch = null;
        _progress = null;
        _succeededBefore = 0;
    }

    private void TellPassedOver()
    {
        if (PassedOver.Count > _passedOverTold)
        {
            _passedOverTold = PassedOver.Count;
            WriteWarning(string.Format(
                CultureInfo.CurrentCulture,
                "{0:N0} links were passed over, with what lies behind them; the first is '{1}'. -Link Follow takes what they lead to.",
                PassedOver.Count,
                PassedOver.First));
        }
    }

    // With the batch closed it has nowhere to put what it finds. How it ends then concerns nobody.
    private void EndFeeding()
    {
        if (_feeding is not null)
        {
            ((IAsyncResult)_feeding).AsyncWaitHandle.WaitOne();
            _ = _feeding.Exception;
        }
    }

    private void Summarise(long succeeded, long failed)
    {
        string summary = string.Format(CultureInfo.CurrentCulture, "{0:N0} of {1:N0} objects were {2}.", succeeded, succeeded + failed, Done);
        if (failed > 0 && succeeded + failed > 1)
        {
            WriteWarning(string.Format(CultureInfo.CurrentCulture, "{0:N0} of {1:N0} objects were not {2}.", failed, succeeded + failed, Done));
        }
        else
        {
            WriteVerbose(summary);
        }
    }

    /// <summary>What is written of a transfer that succeeded.</summary>
    /// <param name="outcome">How it ended.</param>
    /// <returns>Its result, unless a cmdlet says more.</returns>
    private protected virtual object ResultOf(LakeTransferOutcome outcome) => outcome.Result!;

    /// <summary>Waits for something, writing what ends meanwhile.</summary>
    /// <param name="task">What is waited for.</param>
    private protected void WaitWriting(Task task)
    {
        try
        {
            while (!((IAsyncResult)task).AsyncWaitHandle.WaitOne(TransferProgress.Interval))
            {
                WriteEnded();
            }

            task.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new System.Management.Automation.PipelineStoppedException();
        }
    }

    private void WriteEnded()
    {
        while (Batch.TryTake(out LakeTransferOutcome? outcome))
        {
            if (outcome!.Error is not null)
            {
                ReportFailure(outcome);
            }
            else if (WritesResults)
            {
                WriteObject(ResultOf(outcome));
            }
        }

        if (Progress.IsDue && !StopToken.IsCancellationRequested)
        {
            WriteProgress(Progress.Sample());
        }
    }

    // One object whose connection broke says nothing of the others. As many in a row as run side by side say that the
    // server is gone.
    private void ReportFailure(LakeTransferOutcome outcome)
    {
        LakeS3Exception error = outcome.Error!;
        bool mayBePassing = ErrorCatalog.ConnectionFailed.Is(error) || ErrorCatalog.Timeout.Is(error);
        _unreachable = mayBePassing && Batch.Succeeded == _succeededBefore ? _unreachable + 1 : 0;
        _succeededBefore = Batch.Succeeded;
        if (mayBePassing && _unreachable < Via.MaxConcurrency)
        {
            ReportAndGoOn(error, outcome.Target);
        }
        else
        {
            Report(error, outcome.Target);
        }
    }
}
