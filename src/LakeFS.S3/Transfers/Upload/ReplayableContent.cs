using System;
using System.Buffers;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.Transfers.Upload;

/// <summary>The content of a request. It can be read from any position, and again for each retry.</summary>
internal abstract class ReplayableContent : IDisposable
{
    // The amount read and hashed at a time. Each chunk costs a few thread switches.
    private const int ChunkSize = 1024 * 1024;

    protected ReplayableContent(long length)
    {
        Length = length;
    }

    /// <summary>The length in bytes.</summary>
    public long Length { get; }

    /// <summary>The whole content if it is in memory; otherwise null.</summary>
    public virtual ArraySegment<byte>? Memory => null;

    /// <summary>Reads bytes from a position.</summary>
    /// <returns>The number of bytes read; 0 only at the end of the content.</returns>
    public abstract ValueTask<int> ReadAsync(long position, byte[] buffer, int count, CancellationToken cancellationToken);

    /// <summary>Reads the whole content in chunks.</summary>
    /// <param name="handler">Receives the chunks, in order.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="EndOfStreamException">The content is shorter than <see cref="Length"/>.</exception>
    public virtual async Task ReadChunksAsync(ChunkHandler handler, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(ChunkSize, Math.Max(Length, 1)));
        try
        {
            for (long position = 0; position < Length;)
            {
                int read = await ReadAsync(position, buffer, (int)Math.Min(ChunkSize, Length - position), cancellationToken).ConfigureAwait(false);
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
