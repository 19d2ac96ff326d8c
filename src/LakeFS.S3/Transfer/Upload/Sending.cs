using System;
using System.Buffers;
using System.IO;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3;

/// <summary>
/// A body on its way: what is known of it, and how far it got. lakeFS checks neither Content-MD5 nor checksum headers,
/// so comparing its ETag with the MD5 made here is the only check there is.
/// </summary>
internal sealed class Sending
{
    /// <summary>How much is written at a time: a slow line's deadline is put off by each piece that got through.</summary>
    public const int BufferSize = 256 * 1024;

    // How much is read and hashed at a time; each piece costs a few changes between threads.
    private const int ReadSize = 4 * BufferSize;

    private readonly TransferScope _scope;
    private readonly PartBody _body;
    private readonly IProgress<long>? _progress;
    private long _sent;

    public Sending(TransferScope scope, PartBody body, IProgress<long>? progress)
    {
        _scope = scope;
        _body = body;
        _progress = progress;
    }

    /// <summary>How many bytes it has.</summary>
    public long Length => _body.Length;

    /// <summary>The MD5, once it is known.</summary>
    public byte[]? Md5 { get; private set; }

    /// <summary>The SHA-256 in hex, where it was asked for.</summary>
    public string? Sha256 { get; private set; }

    /// <summary>Why the content could not be read; null if it could. The HTTP client takes it for its own trouble.</summary>
    public Exception? SourceFailure { get; private set; }

    /// <summary>Computes both hashes before anything is sent.</summary>
    public async Task HashAsync(CancellationToken cancellationToken)
    {
        if (_body.Memory is ArraySegment<byte> { Count: <= BufferSize } bytes)
        {
            Md5 = Hashes.Md5(bytes.Array!, bytes.Count);
            Sha256 = Hex.Of(Hashes.Sha256(bytes.Array!, bytes.Count));
            return;
        }

        using ContentMd5 md5 = _scope.NewMd5();
        using IncrementalHash sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await ReadAsync(
            (buffer, count) =>
            {
                Task taken = md5.AppendAsync(buffer, count);
                sha256.AppendData(buffer, 0, count);
                return taken;
            },
            cancellationToken).ConfigureAwait(false);
        Md5 = md5.Finish();
        Sha256 = Hex.Of(sha256.GetHashAndReset());
    }

    /// <summary>Writes the whole body; computes the MD5 on the way unless it is known.</summary>
    public async Task CopyToAsync(Stream target)
    {
        if (_body.Memory is { Count: <= BufferSize } small)
        {
            // Too short for its hash to be worth another thread's.
            Md5 ??= Hashes.Md5(small.Array!, small.Count);
        }

        using ContentMd5? md5 = Md5 is null ? _scope.NewMd5() : null;
        if (_body.Memory is ArraySegment<byte> bytes)
        {
            Task hashed = md5?.AppendAsync(bytes.Array!, bytes.Count) ?? Task.CompletedTask;
            await Task.WhenAll(hashed, WriteAsync(target, bytes.Array!, bytes.Count)).ConfigureAwait(false);
            Md5 ??= md5!.Finish();
            return;
        }

        await ReadAsync(
            async (buffer, count) =>
            {
                Task hashed = md5?.AppendAsync(buffer, count) ?? Task.CompletedTask;
                // Both, before the buffer is used again or given back.
                await Task.WhenAll(hashed, WriteAsync(target, buffer, count)).ConfigureAwait(false);
            },
            CancellationToken.None).ConfigureAwait(false);
        Md5 ??= md5!.Finish();
    }

    /// <summary>Takes back what was counted, because it has to be sent again.</summary>
    public void Rewind() => Count(-_sent);

    /// <summary>The body as a stream, for the SDK.</summary>
    public Stream AsStream() => new PartStream(_body, Count, hash => Md5 = hash, failure => SourceFailure = failure);

    private async Task WriteAsync(Stream target, byte[] buffer, int count)
    {
        for (int offset = 0; offset < count; offset += BufferSize)
        {
            int piece = Math.Min(BufferSize, count - offset);
            await target.WriteAsync(buffer, offset, piece).ConfigureAwait(false);
            Count(piece);
        }
    }

    private async Task ReadAsync(Func<byte[], int, Task> use, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ReadSize);
        try
        {
            for (long position = 0; position < Length;)
            {
                int read = await ReadAsync(position, buffer, cancellationToken).ConfigureAwait(false);
                await use(buffer, read).ConfigureAwait(false);
                position += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async ValueTask<int> ReadAsync(long position, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            int read = await _body.ReadAsync(position, buffer, (int)Math.Min(ReadSize, Length - position), cancellationToken).ConfigureAwait(false);
            return read > 0 ? read : throw new EndOfStreamException($"{Length} bytes were announced, but the content ends after {position}.");
        }
        catch (Exception failure)
        {
            SourceFailure = failure;
            throw;
        }
    }

    private void Count(long bytes)
    {
        _sent += bytes;
        _progress?.Report(bytes);
    }
}
