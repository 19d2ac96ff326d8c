using System;
using System.IO;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Integrity.Md5;
using LakeFS.S3.Primitives;
using LakeFS.S3.S3;
using LakeFS.S3.Transfers.Common;

namespace LakeFS.S3.Transfers.Upload;

/// <summary>
/// A request body while it is sent: its hashes, and the progress. lakeFS checks neither Content-MD5 nor checksum headers,
/// so comparing its ETag with the MD5 computed here is the only check.
/// </summary>
internal sealed class UploadBody : IRequestBody
{
    /// <summary>The size of a write. Each completed write resets the idle timeout, which matters on slow connections.</summary>
    public const int BufferSize = 256 * 1024;

    private readonly TransferContext _context;
    private readonly ReplayableContent _body;
    private readonly IProgress<long>? _progress;
    private long _sent;
    private int _failures;

    public UploadBody(TransferContext context, ReplayableContent body, IProgress<long>? progress)
    {
        _context = context;
        _body = body;
        _progress = progress;
    }

    /// <summary>The length in bytes.</summary>
    public long Length => _body.Length;

    /// <summary>The MD5; null until it is computed.</summary>
    public byte[]? Md5 { get; private set; }

    /// <summary>The SHA-256 in hex; null unless <see cref="HashAsync"/> was called.</summary>
    public string? Sha256 { get; private set; }

    /// <summary>The exception if the content could not be read; otherwise null. The HTTP client reports it as a network error.</summary>
    public Exception? SourceFailure { get; private set; }

    /// <summary>Whether the body was sent more than once, so that an attempt whose response was lost may have succeeded.</summary>
    public bool WasRepeated => _failures > 1;

    /// <summary>Computes both hashes before the body is sent.</summary>
    public async Task HashAsync(CancellationToken cancellationToken)
    {
        if (_body.Memory is ArraySegment<byte> { Count: <= BufferSize } bytes)
        {
            Md5 = Hashes.Md5(bytes.Array!, bytes.Count);
            Sha256 = Hex.Of(Hashes.Sha256(bytes.Array!, bytes.Count));
            return;
        }

        using ContentMd5 md5 = _context.NewMd5();
        using IncrementalHash sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await ReadChunksAsync(
            (buffer, count) =>
            {
                Task hashing = md5.AppendAsync(buffer, 0, count);
                sha256.AppendData(buffer, 0, count);
                return hashing;
            },
            cancellationToken).ConfigureAwait(false);
        Md5 = md5.Finish();
        Sha256 = Hex.Of(sha256.GetHashAndReset());
    }

    /// <summary>Writes the whole body, and computes its MD5 unless it is known.</summary>
    public async Task CopyToAsync(Stream target)
    {
        if (_body.Memory is { Count: <= BufferSize } small)
        {
            // Too short for the MD5 to be worth another thread.
            Md5 ??= Hashes.Md5(small.Array!, small.Count);
        }

        using ContentMd5? md5 = Md5 is null ? _context.NewMd5() : null;
        if (_body.Memory is ArraySegment<byte> bytes)
        {
            await SendAsync(bytes.Array!, bytes.Count).ConfigureAwait(false);
        }
        else
        {
            await ReadChunksAsync(SendAsync, CancellationToken.None).ConfigureAwait(false);
        }

        if (md5 is not null)
        {
            Md5 = md5.Finish();
        }

        // Waits for both before the buffer is reused or returned.
        Task SendAsync(byte[] buffer, int count) =>
            Task.WhenAll(md5?.AppendAsync(buffer, 0, count) ?? Task.CompletedTask, WriteAsync(target, buffer, count));
    }

    /// <summary>Subtracts what was sent from the progress, because it has to be sent again.</summary>
    public void Rewind()
    {
        _failures++;
        Count(-_sent);
    }

    /// <summary>Returns the body as a stream for the SDK.</summary>
    public Stream AsStream() => new PartStream(_body, Count, hash => Md5 = hash, failure => SourceFailure = failure);

    private async Task WriteAsync(Stream target, byte[] buffer, int count)
    {
        for (int offset = 0; offset < count; offset += BufferSize)
        {
            int size = Math.Min(BufferSize, count - offset);
            await target.WriteAsync(buffer, offset, size).ConfigureAwait(false);
            Count(size);
        }
    }

    private async Task ReadChunksAsync(ChunkHandler handler, CancellationToken cancellationToken)
    {
        bool hasHandlerFailed = false;
        try
        {
            await _body.ReadChunksAsync(HandleAsync, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (!hasHandlerFailed)
        {
            SourceFailure = failure;
            throw;
        }

        async Task HandleAsync(byte[] buffer, int count)
        {
            try
            {
                await handler(buffer, count).ConfigureAwait(false);
            }
            catch
            {
                hasHandlerFailed = true;
                throw;
            }
        }
    }

    private void Count(long bytes)
    {
        _sent += bytes;
        _progress?.Report(bytes);
    }
}
