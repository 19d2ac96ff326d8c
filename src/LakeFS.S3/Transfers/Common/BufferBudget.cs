using System;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Integrity;

namespace LakeFS.S3.Transfers.Common;

/// <summary>The memory that copies through this machine may use, however many run concurrently.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A SemaphoreSlim has nothing to dispose unless AvailableWaitHandle is used.")]
internal sealed class BufferBudget
{
    /// <summary>The unit of memory: this library's usual part size.</summary>
    public const int UnitSize = (int)PartLayout.DefaultSize;

    private const int Units = 5;

    private readonly SemaphoreSlim _free = new(Units);
    private readonly SemaphoreSlim _rentLock = new(1);
    private readonly ConcurrentBag<byte[]> _buffers = [];

    /// <summary>Waits for memory and rents it.</summary>
    public async Task<Rental> RentAsync(long length, CancellationToken cancellationToken)
    {
        int units = UnitsOf(length);
        // Two callers that each hold some units and wait for more would deadlock, so only one collects units at a time.
        await _rentLock.WaitAsync(cancellationToken).ConfigureAwait(false);
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
            _rentLock.Release();
        }
    }

    /// <summary>Rents memory if it is available immediately; otherwise returns null.</summary>
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

    // A part larger than the budget takes all of it. Only objects over 780 GiB have such parts.
    private static int UnitsOf(long length) => (int)Math.Min(Units, Math.Max(1, (length + UnitSize - 1) / UnitSize));

    private byte[] Buffer(long length) => length > UnitSize ? new byte[length] : _buffers.TryTake(out byte[]? used) ? used : new byte[UnitSize];

    private void Release(int units)
    {
        if (units > 0)
        {
            _free.Release(units);
        }
    }

    /// <summary>Rented memory, returned on dispose.</summary>
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
