using System;
using System.Buffers;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using LakeFS.S3.Errors;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.Sync;

/// <summary>
/// Plans a sync. Both sides are listed in key order and merge-joined as a stream; entries of equal size are compared by
/// concurrent workers. All queues are bounded.
/// </summary>
internal sealed class SyncPlanner : IDisposable
{
    private const int MaxPairsAhead = 1024;
    private const int MaxStepsAhead = 256;

    private readonly SyncDirection _direction;
    private readonly SyncOptions _options;
    private readonly int _comparers;
    private readonly Channel<(SyncEntry Source, SyncEntry Target)> _pairs =
        Channel.CreateBounded<(SyncEntry Source, SyncEntry Target)>(new BoundedChannelOptions(MaxPairsAhead) { SingleWriter = true });

    private readonly Channel<SyncStep> _steps = Channel.CreateBounded<SyncStep>(new BoundedChannelOptions(MaxStepsAhead) { SingleReader = true });
    private readonly SyncNotes _unclaimed = new();
    private long _unchanged;

    /// <summary>Prepares a run.</summary>
    /// <param name="direction">The direction.</param>
    /// <param name="options">The options.</param>
    /// <param name="maxConcurrency">The limit on concurrent comparisons. More than there are processors would not be faster.</param>
    public SyncPlanner(SyncDirection direction, SyncOptions options, int maxConcurrency)
    {
        _direction = direction;
        _options = options;
        _comparers = Math.Min(maxConcurrency, Environment.ProcessorCount);
    }

    /// <summary>The number of entries found equal so far.</summary>
    public long Unchanged => Interlocked.Read(ref _unchanged);

    /// <summary>Streams the steps, approximately in key order.</summary>
    /// <exception cref="LakeS3Exception">A side can't be listed, or an empty source would empty the target.</exception>
    public async IAsyncEnumerable<SyncStep> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task work = WorkAsync(stop);
        try
        {
            while (await _steps.Reader.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false))
            {
                while (_steps.Reader.TryRead(out SyncStep? step))
                {
                    yield return step;
                }
            }
        }
        finally
        {
            stop.Cancel();
            await work.ConfigureAwait(false);
        }
    }

    /// <summary>Deletes the recorded deletions.</summary>
    public void Dispose() => _unclaimed.Dispose();

    private async Task WorkAsync(CancellationTokenSource stop)
    {
        Exception? failure = null;
        try
        {
            await Task.WhenAll(Enumerable.Repeat<Func<CancellationToken, Task>>(CompareAsync, _comparers)
                .Prepend(JoinAsync)
                .Select(worker => Task.Run(() => StopOthersOnFailureAsync(worker, stop)))).ConfigureAwait(false);
        }
        catch (Exception first)
        {
            failure = first;
        }

        // The reader of the steps rethrows the failure.
        _steps.Writer.Complete(failure);
    }

    private static async Task StopOthersOnFailureAsync(Func<CancellationToken, Task> worker, CancellationTokenSource stop)
    {
        try
        {
            await worker(stop.Token).ConfigureAwait(false);
        }
        catch
        {
            stop.Cancel();
            throw;
        }
    }

    private async Task JoinAsync(CancellationToken cancellationToken)
    {
        IAsyncEnumerator<SyncEntry> source = Read(_direction.Source, cancellationToken);
        await using ConfiguredAsyncDisposable sourceEnd = source.ConfigureAwait(false);
        IAsyncEnumerator<SyncEntry> target = Read(_direction.Target, cancellationToken);
        await using ConfiguredAsyncDisposable targetEnd = target.ConfigureAwait(false);
        bool hasSource = await source.MoveNextAsync().ConfigureAwait(false);
        bool hasTarget = await target.MoveNextAsync().ConfigureAwait(false);
        if (_options.Delete && !_options.Force && _direction.Source.Count == 0 && hasTarget)
        {
            throw ObjectErrors.SourceEmpty(_direction.Source.Name, _direction.Target.Name);
        }

        while (hasSource || (hasTarget && _options.Delete))
        {
            int order = !hasTarget ? -1 : !hasSource ? 1 : KeyOrder.Instance.Compare(source.Current.Key, target.Current.Key);
            if (order <= 0)
            {
                await MatchAsync(source.Current, order == 0 ? target.Current : null, cancellationToken).ConfigureAwait(false);
            }
            else if (_options.Delete)
            {
                await DeleteAsync(target.Current, cancellationToken).ConfigureAwait(false);
            }

            hasSource = order > 0 ? hasSource : await source.MoveNextAsync().ConfigureAwait(false);
            hasTarget = order < 0 ? hasTarget : await target.MoveNextAsync().ConfigureAwait(false);
        }

        await DeleteUnclaimedAsync(cancellationToken).ConfigureAwait(false);
        _pairs.Writer.Complete();
    }

    private async ValueTask MatchAsync(SyncEntry source, SyncEntry? target, CancellationToken cancellationToken)
    {
        SyncEntry? match;
        try
        {
            _direction.Claim(source);
            match = target ?? _direction.FindByOtherName(source);
        }
        catch (LakeS3Exception error)
        {
            await FailAsync(source, error, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (match is SyncEntry found && found.Size == source.Size)
        {
            await _pairs.Writer.WriteAsync((source, found), cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await TransferAsync(source, match is null ? SyncReason.NotInTarget : SyncReason.SizeDiffers, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask DeleteAsync(SyncEntry target, CancellationToken cancellationToken)
    {
        SyncAction? deletion = _direction.Deletion(target);
        if (deletion is not null && _direction.HasOtherNames)
        {
            _unclaimed.Add(deletion);
        }
        else if (deletion is not null)
        {
            await _steps.Writer.WriteAsync(deletion, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask DeleteUnclaimedAsync(CancellationToken cancellationToken)
    {
        IEnumerable<SyncAction> deletions = _unclaimed.Read(_direction.Prefix, MaxStepsAhead).SelectMany(batch => batch)
            .Where(deletion => !_direction.IsClaimed(deletion.Address.Key.Substring(_direction.Prefix.Key.Length)));
        foreach (SyncAction deletion in deletions)
        {
            await _steps.Writer.WriteAsync(deletion, cancellationToken).ConfigureAwait(false);
        }
    }

    private IAsyncEnumerator<SyncEntry> Read(SyncSide side, CancellationToken cancellationToken) =>
        side.ReadAsync(failure => _steps.Writer.WriteAsync(failure, cancellationToken), cancellationToken).GetAsyncEnumerator(cancellationToken);

    private async Task CompareAsync(CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ContentComparer.BufferSize);
        try
        {
            while (await _pairs.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            {
                while (_pairs.Reader.TryRead(out (SyncEntry Source, SyncEntry Target) pair))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    await CompareAsync(pair.Source, pair.Target, buffer, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async ValueTask CompareAsync(SyncEntry source, SyncEntry target, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            if (await _direction.IsSameAsync(source, target, buffer, cancellationToken).ConfigureAwait(false))
            {
                Interlocked.Increment(ref _unchanged);
                return;
            }
        }
        catch (LakeS3Exception error)
        {
            await FailAsync(source, error, cancellationToken).ConfigureAwait(false);
            return;
        }

        await TransferAsync(source, SyncReason.ContentDiffers, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask TransferAsync(SyncEntry source, string reason, CancellationToken cancellationToken)
    {
        SyncAction? action;
        try
        {
            action = _direction.Transfer(source, reason);
        }
        catch (LakeS3Exception error)
        {
            await FailAsync(source, error, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (action is not null)
        {
            await _steps.Writer.WriteAsync(action, cancellationToken).ConfigureAwait(false);
        }
    }

    private ValueTask FailAsync(SyncEntry source, LakeS3Exception error, CancellationToken cancellationToken) =>
        _steps.Writer.WriteAsync(new SyncFailure(_direction.Source.NameOf(source), error), cancellationToken);
}
