using System;
using System.Buffers;
using System.IO;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.LocalGateway.Authentication;

/// <summary>A chunked body as it is sent: lines, and data between them. Data beyond the buffer goes straight to the reader.</summary>
/// <param name="inner">The body.</param>
internal sealed class BufferedBody(Stream inner)
{
    // A line is at most 4 KiB; the rest is for data that arrives with it.
    private const int BufferSize = 16 * 1024;
    private const int MaxLineLength = 4 * 1024;

    private byte[]? _buffer;
    private int _start;
    private int _end;

    /// <summary>What has arrived and was not consumed.</summary>
    public ReadOnlySpan<byte> Buffered => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Reads data: what has arrived, or else what comes next.</summary>
    /// <returns>The number of bytes read; 0 at the end.</returns>
    public ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        if (_start == _end)
        {
            return inner.ReadAsync(destination, cancellationToken);
        }

        int read = Math.Min(destination.Length, _end - _start);
        _buffer.AsSpan(_start, read).CopyTo(destination.Span);
        _start += read;
        return ValueTask.FromResult(read);
    }

    /// <summary>Waits until the next line is buffered. It is not consumed.</summary>
    /// <returns>The line's length with its line feed.</returns>
    /// <exception cref="PayloadRejectedException">The body ends within the line, or the line is too long.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> ReadLineAsync(CancellationToken cancellationToken)
    {
        int searched = 0;
        while (true)
        {
            int found = Buffered[searched..].IndexOf((byte)'\n');
            if (found >= 0)
            {
                return searched + found + 1;
            }

            searched = _end - _start;
            if (searched >= MaxLineLength)
            {
                throw VerifyingBodyStream.Rejected("A line of the body is too long.");
            }

            await FillAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Leaves what was buffered behind.</summary>
    /// <param name="length">How many bytes of it.</param>
    public void Consume(int length) => _start += length;

    /// <summary>Gives the buffer back, with what is left in it.</summary>
    public void ReturnBuffer()
    {
        if (_buffer is not null)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = null;
            _start = 0;
            _end = 0;
        }
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        _buffer ??= ArrayPool<byte>.Shared.Rent(BufferSize);
        Buffered.CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        int read = await inner.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
        if (read == 0)
        {
            throw VerifyingBodyStream.Rejected("The body ends before its last chunk.");
        }

        _end += read;
    }
}
