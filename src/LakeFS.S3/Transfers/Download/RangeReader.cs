using System;
using System.Buffers;
using System.IO;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Primitives;
using LakeFS.S3.S3;
using LakeFS.S3.Transfers.Common;

namespace LakeFS.S3.Transfers.Download;

/// <summary>
/// Reads ranges of one object to their ends: where an answer breaks off, the rest is asked for again. All answers have
/// to be of the same object.
/// </summary>
internal sealed class RangeReader
{
    /// <summary>
    /// How much is read and handed on at a time. Each piece costs a few changes between threads, for its hash and its
    /// way into the file: 1 GiB in pieces of 256 KiB takes a fifth more processor time.
    /// </summary>
    public const int BufferSize = 1024 * 1024;

    private readonly TransferContext _context;
    private readonly ObjectAddress _address;
    private readonly IProgress<long>? _progress;

    public RangeReader(TransferContext context, ObjectAddress address, IProgress<long>? progress)
    {
        _context = context;
        _address = address;
        _progress = progress;
    }

    /// <summary>Asks for the beginning of the object.</summary>
    /// <param name="range">How much of it; the whole object where null.</param>
    /// <param name="cancellationToken">Stops the request and the reading.</param>
    /// <exception cref="LakeS3Exception">The object does not exist, or the server refused.</exception>
    public Task<ObjectBody> OpenAsync(ContentRange? range, CancellationToken cancellationToken) =>
        _context.S3.Content.GetAsync(_address, range, cancellationToken);

    /// <summary>Reads a range to its end.</summary>
    /// <param name="range">The range.</param>
    /// <param name="etag">The ETag that every answer must have.</param>
    /// <param name="opened">The range's first answer, if it is there already; disposed here.</param>
    /// <param name="handler">Takes the bytes, in order and never the same byte twice; what it throws ends the reading, and comes out as it is.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="LakeS3Exception">The object changed, or its bytes did not come.</exception>
    public async Task ReadAsync(ContentRange range, string etag, ObjectBody? opened, ChunkHandler handler, CancellationToken cancellationToken)
    {
        ExceptionDispatchInfo? refusal = await _context.S3.Content.ReadAsync(
            _address, () => PumpAsync(range, etag, opened, handler, cancellationToken), cancellationToken).ConfigureAwait(false);
        refusal?.Throw();
    }

    // What the handler throws is no failure of the server's: it is neither explained nor a reason to ask again.
    private async Task<ExceptionDispatchInfo?> PumpAsync(
        ContentRange range, string etag, ObjectBody? body, ChunkHandler handler, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(BufferSize, Math.Max(range.Length, 1)));
        long position = range.From;
        int filled = 0;
        int tried = 0;
        try
        {
            while (position + filled <= range.To)
            {
                long before = position + filled;
                try
                {
                    body ??= await _context.S3.Content.GetOnceAsync(_address, new ContentRange(before, range.To), etag, cancellationToken).ConfigureAwait(false);
                    for (int read = 1; read > 0 && position + filled <= range.To;)
                    {
                        int wanted = (int)Math.Min(BufferSize, range.To - position + 1);
                        read = await body.Content.ReadAsync(buffer, filled, wanted - filled, cancellationToken).ConfigureAwait(false);
                        filled += read;
                        _progress?.Report(read);
                        if (filled == wanted)
                        {
                            try
                            {
                                await handler(buffer, filled).ConfigureAwait(false);
                            }
                            catch (Exception failure)
                            {
                                return ExceptionDispatchInfo.Capture(failure);
                            }

                            position += filled;
                            filled = 0;
                        }
                    }

                    if (position <= range.To)
                    {
                        throw new EndOfStreamException($"The answer ended {range.To - position - filled + 1} bytes too early.");
                    }
                }
                catch (Exception failure) when (!cancellationToken.IsCancellationRequested && _context.S3.Content.Retry.Allows(failure, tried = position + filled > before ? 0 : tried))
                {
                    body?.Dispose();
                    body = null;
                    await _context.S3.Content.Retry.PauseAsync(failure, tried++, cancellationToken).ConfigureAwait(false);
                }
            }

            return null;
        }
        finally
        {
            body?.Dispose();
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
