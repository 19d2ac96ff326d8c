using System.Buffers;
using System.Threading.Tasks;

namespace LakeFS.S3;

/// <summary>Uses up a piece of content.</summary>
/// <param name="buffer">Holds the piece at its beginning.</param>
/// <param name="count">The piece's length.</param>
/// <returns>When the next piece may be told: a task that ends when the buffer is free again.</returns>
internal delegate ValueTask<Task> PieceSink(byte[] buffer, int count);

/// <summary>Two buffers by turns: one is filled while what the other one holds is still being hashed.</summary>
internal sealed class BufferTurns
{
    private readonly int _size;
    private byte[]? _other;
    private Task _use = Task.CompletedTask;

    /// <summary>Takes the first buffer.</summary>
    /// <param name="size">What each buffer has to hold, in bytes.</param>
    public BufferTurns(int size)
    {
        _size = size;
        Current = ArrayPool<byte>.Shared.Rent(size);
    }

    /// <summary>The buffer to fill.</summary>
    public byte[] Current { get; private set; }

    /// <summary>Hands the filled buffer on, and waits until the other one is free.</summary>
    /// <param name="count">How much is in it, in bytes.</param>
    /// <param name="sink">Takes it; what it throws comes out here, or at the next turn.</param>
    public async ValueTask TurnAsync(int count, PieceSink sink)
    {
        Task use = await sink(Current, count).ConfigureAwait(false);
        if (use.Status == TaskStatus.RanToCompletion)
        {
            return;
        }

        Task before = _use;
        byte[] next = _other ?? ArrayPool<byte>.Shared.Rent(_size);
        _other = Current;
        _use = use;
        Current = next;
        await before.ConfigureAwait(false);
    }

    /// <summary>Waits until everything is used up.</summary>
    public Task FinishAsync() => _use;

    /// <summary>Gives the buffers back when nobody uses them any more.</summary>
    public async Task ReleaseAsync()
    {
        // How it ended came out before, or does not matter after another failure.
        await Task.WhenAny(_use).ConfigureAwait(false);
        ArrayPool<byte>.Shared.Return(Current);
        if (_other is not null)
        {
            ArrayPool<byte>.Shared.Return(_other);
        }
    }
}
