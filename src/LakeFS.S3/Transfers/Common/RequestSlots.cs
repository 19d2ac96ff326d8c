using System;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Http;

namespace LakeFS.S3.Transfers.Common;

/// <summary>Slots for requests of one kind. Their number follows a <see cref="ConcurrencyLimit"/>.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A SemaphoreSlim has nothing to dispose unless AvailableWaitHandle is used.")]
internal sealed class RequestSlots
{
    private readonly NetworkObservations _network;
    private readonly ConcurrencyLimit _limit;
    private readonly SemaphoreSlim _free;
    private readonly SemaphoreSlim _all;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private int _count;
    // Slots in use beyond a limit that was lowered; they are not given out again.
    private int _surplus;
    private int _setbacks;

    /// <param name="network">What the connection's requests show.</param>
    /// <param name="limit">Decides the number of slots.</param>
    /// <param name="all">The slots of all kinds together.</param>
    public RequestSlots(NetworkObservations network, ConcurrencyLimit limit, SemaphoreSlim all)
    {
        _network = network;
        _limit = limit;
        _all = all;
        _count = limit.Current;
        _setbacks = network.Setbacks;
        _free = new SemaphoreSlim(_count);
    }

    /// <summary>The number of slots.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Waits for a slot; in turn, so that no transfer starves.</summary>
    /// <returns>The slot, released on dispose.</returns>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        if (!_free.Wait(0, CancellationToken.None))
        {
            lock (_limit)
            {
                _limit.Reached();
            }

            await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        try
        {
            await _all.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            _free.Release();
            throw;
        }

        return new Slot(this);
    }

    private void Release(TimeSpan entered)
    {
        _all.Release();
        int released;
        lock (_limit)
        {
            TimeSpan now = _clock.Elapsed;
            if (_setbacks != _network.Setbacks)
            {
                _setbacks = _network.Setbacks;
                _limit.SetBack(now);
            }

            _limit.Finished(now, now - entered);
            released = 1 + Adjust();
        }

        if (released > 0)
        {
            _free.Release(released);
        }
    }

    // Returns how many slots to give out in addition; negative to keep back the one that was just returned.
    private int Adjust()
    {
        int added = _limit.Current - _count;
        _count = _limit.Current;
        int paid = Math.Min(_surplus, Math.Max(0, added));
        _surplus += Math.Max(0, -added) - paid;
        while (_surplus > 0 && _free.Wait(0, CancellationToken.None))
        {
            _surplus--;
        }

        if (_surplus > 0)
        {
            _surplus--;
            return -1;
        }

        return Math.Max(0, added) - paid;
    }

    private sealed class Slot : IDisposable
    {
        private readonly TimeSpan _entered;
        private RequestSlots? _slots;

        public Slot(RequestSlots slots)
        {
            _slots = slots;
            _entered = slots._clock.Elapsed;
        }

        public void Dispose() => Interlocked.Exchange(ref _slots, null)?.Release(_entered);
    }
}
