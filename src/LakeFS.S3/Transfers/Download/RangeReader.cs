using System;
using System.Buffers;
using System.IO;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Http;
using LakeFS.S3.Primitives;
using LakeFS.S3.S3;
using LakeFS.S3.Transfers.Common;

namespace LakeFS.S3.Transfers.Download;

/// <summary>
/// Reads ranges of one object. If a response breaks off, the rest is requested again. All responses must be of the same
/// version of the object.
/// </summary>
internal sealed class RangeReader
{
    /// <summary>
    /// The chunk size. Each chunk costs a few thread switches for hashing and writing: 1 GiB in chunks of 256 KiB takes a fifth
    /// more processor time.
    /// </summary>
    public const int BufferSize = 1024 * 1024;

    private readonly IContentSource _source;
    private readonly IProgress<long>? _progress;

    /// <summary>Reads through the gateway.</summary>
    public RangeReader(TransferContext context, ObjectAddress address, IProgress<long>? progress)
        : this(new GatewaySource(context.S3.Content, address), progress)
    {
    }

    public RangeReader(IContentSource source, IProgress<long>? progress)
    {
        _source = source;
        _progress = progress;
    }

    /// <summary>Requests the beginning of the object.</summary>
    /// <param name="range">The range to request; null for the whole object.</param>
    /// <param name="cancellationToken">Cancels the request and the read.</param>
    /// <exception cref="LakeS3Exception">The object does not exist, or the server refused the request.</exception>
    public Task<ObjectBody> OpenAsync(ContentRange? range, CancellationToken cancellationToken) =>
        _source.OpenAsync(range, cancellationToken);

    /// <summary>Reads a whole range.</summary>
    /// <param name="range">The range.</param>
    /// <param name="etag">The ETag that every response must have.</param>
    /// <param name="opened">The first response for the range, if there is one already; disposed here.</param>
    /// <param name="handler">Receives each byte once, in order. An exception it throws ends the read and is rethrown unchanged.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="LakeS3Exception">The object changed, or its content could not be read.</exception>
    public async Task ReadAsync(ContentRange range, string etag, ObjectBody? opened, ChunkHandler handler, CancellationToken cancellationToken)
    {
        ExceptionDispatchInfo? refusal = await _source.ReadAsync(
            () => PumpAsync(range, etag, opened, handler, cancellationToken), cancellationToken).ConfigureAwait(false);
        refusal?.Throw();
    }

    // The handler's exceptions are not the server's: they are returned, so that they are neither translated nor retried.
    private async Task<ExceptionDispatchInfo?> PumpAsync(
        ContentRange range, string etag, ObjectBody? body, ChunkHandler handler, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(BufferSize, Math.Max(range.Length, 1)));
        long position = range.From;
        int filled = 0;
        RetryBudget budget = _source.Retry.Begin();
        try
        {
            while (position + filled <= range.To)
            {
                try
                {
                    body ??= await _source.GetOnceAsync(new ContentRange(position + filled, range.To), etag, cancellationToken).ConfigureAwait(false);
                    for (int read = 1; read > 0 && position + filled <= range.To;)
                    {
                        int wanted = (int)Math.Min(BufferSize, range.To - position + 1);
                        read = await body.Content.ReadAsync(buffer, filled, wanted - filled, cancellationToken).ConfigureAwait(false);
                        filled += read;
                        budget.Received(read);
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
                catch (Exception failure) when (!cancellationToken.IsCancellationRequested && budget.Allows(failure))
                {
                    body?.Dispose();
                    body = null;
                    await budget.PauseAsync(failure, cancellationToken).ConfigureAwait(false);
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
