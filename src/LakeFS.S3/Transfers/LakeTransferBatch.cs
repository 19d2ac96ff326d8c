using System;
using System.Linq;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;

namespace LakeFS.S3;

/// <summary>
/// Many transfers over few workers: taken in one by one, done side by side, handed out as they end. Holds
/// no more of them than it takes to see a while ahead.
/// </summary>
public sealed class LakeTransferBatch : IDisposable
{
    // A job is some hundred bytes; who looks at the progress wants to know early how much there is.
    private const int MaxWaiting = 10_000;

    // Room for results that end between two reads of the consumer.
    private const int MaxUntaken = 8192;

    private readonly CancellationTokenSource _stop;
    private readonly Channel<LakeTransferJob> _waiting;
    private readonly Channel<LakeTransferOutcome> _ended;
    private readonly Task _workers;
    private readonly bool _keepsResults;
    private long _succeeded;
    private long _failed;

    /// <summary>Starts the workers.</summary>
    /// <param name="connection">Says how many there are: its <see cref="LakeConnection.MaxConcurrency"/>.</param>
    /// <param name="keepsResults">Whether successes are handed out too, and not only counted.</param>
    /// <param name="cancellationToken">Stops everything.</param>
    public LakeTransferBatch(LakeConnection connection, bool keepsResults, CancellationToken cancellationToken)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _keepsResults = keepsResults;
        _waiting = Channel.CreateBounded<LakeTransferJob>(MaxWaiting);
        _ended = Channel.CreateBounded<LakeTransferOutcome>(MaxUntaken);
        _workers = Task.WhenAll(Enumerable.Range(0, connection.MaxConcurrency).Select(_ => Task.Run(WorkAsync)));
    }

    /// <summary>How many transfers have succeeded so far.</summary>
    public long Succeeded => Interlocked.Read(ref _succeeded);

    /// <summary>How many have failed so far.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>Ends when no transfer is waiting or under way and none can come; cancelled if it was stopped.</summary>
    public Task Completion => _workers;

    /// <summary>Takes in a transfer, when there is room for it.</summary>
    /// <param name="job">The transfer.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>A task that ends when it was taken in.</returns>
    public ValueTask AddAsync(LakeTransferJob job, CancellationToken cancellationToken) => _waiting.Writer.WriteAsync(job, cancellationToken);

    /// <summary>Takes in a failure that came before there was a transfer, to be handed out with the others.</summary>
    /// <param name="target">What failed, for people.</param>
    /// <param name="error">Why.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>A task that ends when it was taken in.</returns>
    public ValueTask AddFailureAsync(object target, LakeS3Exception error, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _failed);
        return _ended.Writer.WriteAsync(new LakeTransferOutcome(target, result: null, error), cancellationToken);
    }

    /// <summary>Says that no more transfers come.</summary>
    public void Complete() => _waiting.Writer.TryComplete();

    /// <summary>Takes an ended transfer out, if there is one.</summary>
    /// <param name="outcome">How it ended.</param>
    /// <returns>Whether there was one.</returns>
    public bool TryTake(out LakeTransferOutcome? outcome) => _ended.Reader.TryRead(out outcome);

    /// <summary>Stops what is under way and waits until it has cleaned up.</summary>
    public void Dispose()
    {
        Complete();
        _stop.Cancel();
        try
        {
            _workers.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            // That was the purpose.
        }

        _stop.Dispose();
    }

    private async Task WorkAsync()
    {
        while (await _waiting.Reader.WaitToReadAsync(_stop.Token).ConfigureAwait(false))
        {
            while (_waiting.Reader.TryRead(out LakeTransferJob? job))
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
            outcome = _keepsResults && result is not null ? new LakeTransferOutcome(job.Target, result, error: null) : null;
        }
        catch (Exception error) when (error is not OperationCanceledException || !_stop.IsCancellationRequested)
        {
            Interlocked.Increment(ref _failed);
            outcome = new LakeTransferOutcome(job.Target, result: null, error as LakeS3Exception ?? new LakeS3Exception(error.Message, error));
        }

        if (outcome is not null)
        {
            await _ended.Writer.WriteAsync(outcome, _stop.Token).ConfigureAwait(false);
        }
    }
}
