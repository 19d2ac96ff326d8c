using System;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Integrity;

namespace LakeFS.S3.Transfers.Common;

/// <summary>The memory that copies through this machine may take, however many run side by side.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle nobody asks for holds nothing to dispose.")]
internal sealed class BufferBudget
{
    /// <summary>What memory is counted in: a part as this library cuts it.</summary>
    public const int UnitSize = (int)PartLayout.DefaultSize;

    private const int Units = 5;

    private readonly SemaphoreSlim _free = new(Units);
    private readonly SemaphoreSlim _oneByOne = new(1);
    private readonly ConcurrentBag<byte[]> _buffers = [];

    /// <summary>Waits for room for some bytes.</summary>
    public async Task<Rental> RentAsync(long length, CancellationToken cancellationToken)
    {
        int units = UnitsOf(length);
        // Who needs several units and has some must not wait for one who has the others and waits too.
        await _oneByOne.WaitAsync(cancellationToken).ConfigureAwait(false);
        int taken = 0;
        try
        {
            for (; taken < units; taken++)
            {
                await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
            }

            return new Rental(this, Buffer(length), units);
        }
        catch
        {
            Release(taken);
            throw;
        }
        finally
        {
            _oneByOne.Release();
        }
    }

    /// <summary>Takes room for some bytes if it is there at once; otherwise null.</summary>
    public Rental? TryRent(long length)
    {
        int units = UnitsOf(length);
        for (int taken = 0; taken < units; taken++)
        {
            if (!_free.Wait(0))
            {
                Release(taken);
                return null;
            }
        }

        return new Rental(this, Buffer(length), units);
    }

    // A part that is larger than all the room there is takes all of it: only objects beyond 780 GiB have such parts.
    private static int UnitsOf(long length) => (int)Math.Min(Units, Math.Max(1, (length + UnitSize - 1) / UnitSize));

    private byte[] Buffer(long length) => length > UnitSize ? new byte[length] : _buffers.TryTake(out byte[]? used) ? used : new byte[UnitSize];

    private void Release(int units)
    {
        if (units > 0)
        {
            _free.Release(units);
        }
    }

    /// <summary>Room for some bytes, given back when disposed.</summary>
    public sealed class Rental : IDisposable
    {
        private readonly BufferBudget _budget;
        private readonly int _units;
        private byte[]? _buffer;

        public Rental(BufferBudget budget, byte[] buffer, int units)
        {
            _budget = budget;
            _buffer = buffer;
            _units = units;
        }

        public byte[] Buffer => _buffer ?? throw new ObjectDisposedException(nameof(Rental));

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _buffer, null) is byte[] buffer)
            {
                if (buffer.Length == UnitSize)
                {
                    _budget._buffers.Add(buffer);
                }

                _budget.Release(_units);
            }
        }
    }
}
