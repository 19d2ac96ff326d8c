using System;
using System.Buffers.Text;
using System.Globalization;
using System.IO;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.LocalGateway.Authentication;

/// <summary>
/// An aws-chunked body, decoded. Each chunk is <c>HEX[;chunk-signature=SIGNATURE]\r\nDATA\r\n</c>, the last one has no
/// data; with a checksum, <c>NAME:VALUE\r\n\r\n</c> follows it. Signed chunks are verified at their end, the checksum at
/// the end of the body. A body that breaks off is rejected too (auth-trailer #52).
/// </summary>
public sealed class ChunkedBodyStream : VerifyingBodyStream
{
    private static readonly byte[] SignatureExtension = ";chunk-signature="u8.ToArray();

    private readonly BufferedBody _body;
    private readonly ChunkSignatureChain? _signatures;
    private readonly Checksum? _checksum;
    private readonly byte[] _trailerName;
    private readonly byte[] _chunkSignature = new byte[ChunkSignatureChain.SignatureLength];

    private long _left;
    private bool _inChunk;
    private State _state;

    /// <summary>Begins decoding.</summary>
    /// <param name="inner">The body as sent.</param>
    /// <param name="signatures">What verifies the chunks' signatures; null if they have none.</param>
    /// <param name="checksum">The checksum in the trailer; null if there is no trailer.</param>
    /// <param name="trailerName">The trailer's name.</param>
    public ChunkedBodyStream(Stream inner, ChunkSignatureChain? signatures, Checksum? checksum, string trailerName)
    {
        _body = new BufferedBody(inner);
        _signatures = signatures;
        _checksum = checksum;
        _trailerName = Encoding.Latin1.GetBytes(trailerName);
    }

    private enum State
    {
        Reading,
        Ended,
        Broken,
    }

    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_state == State.Broken)
        {
            throw Rejected("The body was rejected before.");
        }

        if (_state == State.Ended || buffer.IsEmpty)
        {
            return 0;
        }

        // Until it is known to be sound; a failure below leaves it so.
        _state = State.Broken;
        int total = 0;
        while (total < buffer.Length)
        {
            if (_left > 0)
            {
                // What has been read is handed out before more is waited for.
                if (total > 0 && _body.Buffered.IsEmpty)
                {
                    break;
                }

                total += await ReadDataAsync(buffer[total..], cancellationToken).ConfigureAwait(false);
            }
            else if (total > 0 && !IsLineBuffered())
            {
                break;
            }
            else if (!await NextChunkAsync(cancellationToken).ConfigureAwait(false))
            {
                _state = State.Ended;
                _body.ReturnBuffer();
                return total;
            }
        }

        _state = State.Reading;
        return total;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _state = State.Broken;
            _body.ReturnBuffer();
            _signatures?.Dispose();
            _checksum?.Dispose();
        }

        base.Dispose(disposing);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReadDataAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        Memory<byte> data = destination[..(int)Math.Min(destination.Length, _left)];
        int read = await _body.ReadAsync(data, cancellationToken).ConfigureAwait(false);
        if (read == 0)
        {
            throw Rejected("The body ends within a chunk.");
        }

        _left -= read;
        _signatures?.Append(data.Span[..read]);
        _checksum?.Append(data.Span[..read]);
        return read;
    }

    // The end of the chunk that was read, and the line that begins the next. Together, so that a read which gets the last
    // byte of a chunk need not wait for what follows.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> NextChunkAsync(CancellationToken cancellationToken)
    {
        if (_inChunk)
        {
            await ReadEmptyLineAsync(cancellationToken).ConfigureAwait(false);
            VerifyChunk();
        }

        int length = await _body.ReadLineAsync(cancellationToken).ConfigureAwait(false);
        _left = ParseChunkLine(_body.Buffered[..length]);
        _body.Consume(length);
        _inChunk = _left > 0;
        if (_inChunk)
        {
            return true;
        }

        VerifyChunk();
        if (_checksum is not null)
        {
            await VerifyTrailerAsync(_checksum, cancellationToken).ConfigureAwait(false);
        }

        return false;
    }

    private long ParseChunkLine(ReadOnlySpan<byte> line)
    {
        line = line.TrimEnd("\r\n \t"u8);
        int extension = line.IndexOf(SignatureExtension);
        ReadOnlySpan<byte> size = extension < 0 ? line : line[..extension];
        if (!long.TryParse(size, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long value) || value < 0)
        {
            throw Rejected("A chunk's size is no hexadecimal number.");
        }

        if ((extension >= 0) != (_signatures is not null))
        {
            throw Rejected("A chunk has no signature, or one where none was announced.");
        }

        if (extension >= 0)
        {
            ReadOnlySpan<byte> signature = line[(extension + SignatureExtension.Length)..];
            if (signature.Length != _chunkSignature.Length)
            {
                throw Rejected("A chunk's signature is malformed.");
            }

            signature.CopyTo(_chunkSignature);
        }

        return value;
    }

    private void VerifyChunk()
    {
        if (_signatures is not null && !_signatures.EndChunk(_chunkSignature))
        {
            throw Rejected("A chunk's signature does not match.");
        }
    }

    private async ValueTask VerifyTrailerAsync(Checksum checksum, CancellationToken cancellationToken)
    {
        int length = await _body.ReadLineAsync(cancellationToken).ConfigureAwait(false);
        if (length == 2 && _body.Buffered[..length].SequenceEqual("\r\n"u8))
        {
            // Some clients put an empty line between the last chunk and the trailer.
            _body.Consume(length);
            length = await _body.ReadLineAsync(cancellationToken).ConfigureAwait(false);
        }

        VerifyTrailer(checksum, _body.Buffered[..length]);
        _body.Consume(length);
        await ReadEmptyLineAsync(cancellationToken).ConfigureAwait(false);
    }

    private void VerifyTrailer(Checksum checksum, ReadOnlySpan<byte> line)
    {
        int colon = line.IndexOf((byte)':');
        if (colon < 0 || !line[..colon].SequenceEqual(_trailerName))
        {
            throw Rejected("The trailer is not the one announced.");
        }

        Span<byte> digest = stackalloc byte[Checksum.MaxSize];
        int size = checksum.Finish(digest);
        Span<byte> expected = stackalloc byte[Base64.GetMaxEncodedToUtf8Length(Checksum.MaxSize)];
        Base64.EncodeToUtf8(digest[..size], expected, out _, out int length);
        if (!line[(colon + 1)..].TrimEnd("\r\n \t"u8).SequenceEqual(expected[..length]))
        {
            throw Rejected("The checksum in the trailer is not that of the body.");
        }
    }

    private async ValueTask ReadEmptyLineAsync(CancellationToken cancellationToken)
    {
        int length = await _body.ReadLineAsync(cancellationToken).ConfigureAwait(false);
        if (!_body.Buffered[..length].SequenceEqual("\r\n"u8))
        {
            throw Rejected("A line break is missing in the body.");
        }

        _body.Consume(length);
    }

    // Whether the next chunk's line can be read without waiting.
    private bool IsLineBuffered()
    {
        ReadOnlySpan<byte> buffered = _body.Buffered;
        int first = buffered.IndexOf((byte)'\n');
        return first >= 0 && (!_inChunk || buffered[(first + 1)..].Contains((byte)'\n'));
    }
}
