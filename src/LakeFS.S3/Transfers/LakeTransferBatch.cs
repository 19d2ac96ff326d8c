using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using LakeFS.S3.Errors;

namespace LakeFS.S3;

/// <summary>
/// Runs many transfers on a few workers: jobs are queued one by one, run concurrently, and their outcomes are returned as
/// they finish. Both queues are bounded.
/// </summary>
public sealed class LakeTransferBatch : IDisposable
{
    // A job takes some hundred bytes. A long queue lets progress show the total size early.
    private const int MaxQueuedJobs = 10_000;

    // Results that can finish before the consumer reads again.
    private const int MaxUnreadOutcomes = 8192;

    private readonly CancellationTokenSource _stop;
    private readonly Channel<LakeTransferJob> _jobs;
    private readonly Channel<LakeTransferOutcome> _outcomes;
    private readonly ConcurrentQueue<LakeTransferOutcome> _late = new();
    private readonly ConcurrentQueue<Leftover> _leftovers = new();
    private readonly Task _workers;
    private readonly bool _keepsResults;
    private long _succeeded;
    private long _failed;
    private bool _isDisposed;

    /// <summary>Starts the workers.</summary>
    /// <param name="connection">The connection; its <see cref="LakeConnection.MaxConcurrency"/> is the number of workers.</param>
    /// <param name="keepsResults">Whether the results of successful transfers are returned too, instead of only being counted.</param>
    /// <param name="cancellationToken">Cancels all transfers.</param>
    public LakeTransferBatch(LakeConnection connection, bool keepsResults, CancellationToken cancellationToken)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _keepsResults = keepsResults;
        _jobs = Channel.CreateBounded<LakeTransferJob>(MaxQueuedJobs);
        _outcomes = Channel.CreateBounded<LakeTransferOutcome>(MaxUnreadOutcomes);
        _workers = Task.WhenAll(Enumerable.Range(0, connection.MaxConcurrency).Select(_ => Task.Run(WorkAsync)));
    }

    /// <summary>The number of transfers that have succeeded so far.</summary>
    public long Succeeded => Interlocked.Read(ref _succeeded);

    /// <summary>The number of transfers that have failed so far.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>Completes when all jobs have finished and no more can be added; canceled if the batch was stopped.</summary>
    public Task Completion => _workers;

    /// <summary>Queues a transfer, waiting for space in the queue.</summary>
    /// <param name="job">The transfer.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>A task that completes when the transfer is queued.</returns>
    public ValueTask AddAsync(LakeTransferJob job, CancellationToken cancellationToken) => _jobs.Writer.WriteAsync(job, cancellationToken);

    /// <summary>Adds a failure that occurred before there was a transfer, to be returned with the other outcomes.</summary>
    /// <param name="target">What failed, as the error record shows it.</param>
    /// <param name="error">The error.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>A task that completes when the failure is added.</returns>
    public ValueTask AddFailureAsync(object target, LakeS3Exception error, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _failed);
        return _outcomes.Writer.WriteAsync(new LakeTransferOutcome(target, result: null, error), cancellationToken);
    }

    /// <summary>Takes what transfers left on the server, except those that failed: their errors have it.</summary>
    internal IEnumerable<Leftover> TakeLeftovers()
    {
        while (_leftovers.TryDequeue(out Leftover? left))
        {
            yield return left;
        }
    }

    /// <summary>Declares that no more transfers will be added.</summary>
    public void Complete() => _jobs.Writer.TryComplete();

    /// <summary>Takes the outcome of a finished transfer, if there is one.</summary>
    /// <param name="outcome">The outcome; null if there is none.</param>
    /// <returns>Whether there was an outcome.</returns>
    public bool TryTake(out LakeTransferOutcome? outcome) => _outcomes.Reader.TryRead(out outcome) || _late.TryDequeue(out outcome);

    /// <summary>
    /// Cancels the running transfers and waits for their cleanup. Afterwards the outcomes of those that had ended can still
    /// be taken.
    /// </summary>
    public void Stop()
    {
        Complete();
        _stop.Cancel();
        try
        {
            _workers.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            // Expected: the workers were just canceled.
        }

        _outcomes.Writer.TryComplete();
    }

    /// <summary>Cancels the running transfers and waits for their cleanup.</summary>
    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            Stop();
            _stop.Dispose();
        }
    }

    private void KeepLeftovers(IReadOnlyList<Leftover> leftovers)
    {
        foreach (Leftover left in leftovers)
        {
            _leftovers.Enqueue(left);
        }
    }

    private async Task WorkAsync()
    {
        while (await _jobs.Reader.WaitToReadAsync(_stop.Token).ConfigureAwait(false))
        {
            while (_jobs.Reader.TryRead(out LakeTransferJob? job))
            {
                await RunAsync(job).ConfigureAwait(false);
            }
        }
    }

    private async Task RunAsync(LakeTransferJob job)
    {
        LakeTransferOutcome? outcome = null;
        try
        {
            LakeTransferResult? result = await job.RunAsync(_stop.Token).ConfigureAwait(false);
            Interlocked.Increment(ref _succeeded);
            KeepLeftovers(result?.Leftovers ?? []);
            outcome = _keepsResults && result is not null ? new LakeTransferOutcome(job.Target, result, error: null) : null;
        }
        catch (OperationCanceledException canceled) when (_stop.IsCancellationRequested)
        {
            KeepLeftovers(Leftover.Of(canceled));
        }
        catch (Exception error)
        {
            Interlocked.Increment(ref _failed);
            outcome = new LakeTransferOutcome(job.Target, result: null, error as LakeS3Exception ?? new LakeS3Exception(error.Message, error));
        }

        if (outcome is not null)
        {
            try
            {
                await _outcomes.Writer.WriteAsync(outcome, _stop.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                // Nobody makes space any more, but what was done is still to be reported.
                _late.Enqueue(outcome);
            }
        }
    }
}
