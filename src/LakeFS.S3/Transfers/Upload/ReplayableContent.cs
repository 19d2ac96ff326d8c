using System;
using System.Buffers;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.Transfers.Upload;

/// <summary>The content of one request, readable from any position as often as the request has to be repeated.</summary>
internal abstract class ReplayableContent : IDisposable
{
    // How much is read and hashed at a time; each piece costs a few changes between threads.
    private const int PieceSize = 1024 * 1024;

    protected ReplayableContent(long length)
    {
        Length = length;
    }

    /// <summary>How many bytes it has.</summary>
    public long Length { get; }

    /// <summary>All of it, where it is in memory already.</summary>
    public virtual ArraySegment<byte>? Memory => null;

    /// <summary>Reads some bytes from a position.</summary>
    /// <returns>How many were read; 0 only where the content ends.</returns>
    public abstract ValueTask<int> ReadAsync(long position, byte[] buffer, int count, CancellationToken cancellationToken);

    /// <summary>Reads it from its beginning to its end.</summary>
    /// <param name="handler">Takes the pieces, in order.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="EndOfStreamException">It is shorter than was said.</exception>
    public virtual async Task ReadChunksAsync(ChunkHandler handler, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(PieceSize, Math.Max(Length, 1)));
        try
        {
            for (long position = 0; position < Length;)
            {
                int read = await ReadAsync(position, buffer, (int)Math.Min(PieceSize, Length - position), cancellationToken).ConfigureAwait(false);
                if (read == 0)
                {
                    throw new EndOfStreamException($"{Length} bytes were announced, but the content ends after {position}.");
                }

                position += read;
                await handler(buffer, read).ConfigureAwait(false);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }
}
