using System;
using System.IO;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3;

/// <summary>
/// Computes the MD5 of what is read through it, and tells how much that is. Leaves the inner stream open. Going back to the beginning, as a retry does, starts the hash anew.
/// lakeFS checks neither Content-MD5 nor checksum headers, so comparing its ETag with this is the only check there is.
/// </summary>
internal sealed class Md5Stream : Stream
{
    // Signing a chunk leaves about 5 KB of garbage with each 128 KiB.
    private const long BytesBetweenCollections = 512L * 1024 * 1024;

    private readonly Stream _inner;
    private readonly IProgress<long>? _progress;
    private readonly long _start;
    private IncrementalHash _md5 = NewHash();
    private long _hashed;

    public Md5Stream(Stream inner, IProgress<long>? progress)
    {
        _inner = inner;
        _progress = progress;
        _start = inner.CanSeek ? inner.Position : 0;
    }

    /// <summary>How many bytes were read since the beginning.</summary>
    public long BytesRead => _hashed;

    /// <summary>Why the inner stream could not be read; null if it could. The HTTP client takes it for its own trouble.</summary>
    public Exception? Failure { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => _inner.CanSeek;

    public override bool CanWrite => false;

    public override long Length => _inner.Length - _start;

    public override long Position
    {
        get => _inner.Position - _start;
        set => Seek(value, SeekOrigin.Begin);
    }

    /// <summary>The MD5 of everything read, as 32 hex digits; ends the hash.</summary>
    public string Finish() => Hex.Of(_md5.GetHashAndReset());

    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            int read = _inner.Read(buffer, offset, count);
            Append(buffer, offset, read);
            return read;
        }
        catch (Exception failure)
        {
            Failure = failure;
            throw;
        }
    }

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        try
        {
            int read = await _inner.ReadAsync(buffer, offset, count, cancellationToken).ConfigureAwait(false);
            Append(buffer, offset, read);
            return read;
        }
        catch (Exception failure)
        {
            Failure = failure;
            throw;
        }
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        long position = _inner.Seek(origin == SeekOrigin.Begin ? offset + _start : offset, origin) - _start;
        if (position == 0)
        {
            _md5.Dispose();
            _md5 = NewHash();
            _hashed = 0;
        }
        else if (position != _hashed)
        {
            throw new NotSupportedException("A stream that is being hashed can be read again from the beginning only.");
        }

        return position;
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _md5.Dispose();
        }

        base.Dispose(disposing);
    }

    private static IncrementalHash NewHash() => IncrementalHash.CreateHash(HashAlgorithmName.MD5);

    private void Append(byte[] buffer, int offset, int read)
    {
        _md5.AppendData(buffer, offset, read);
        if (_hashed / BytesBetweenCollections != (_hashed + read) / BytesBetweenCollections)
        {
            YoungGarbage.Collect();
        }

        _hashed += read;
        _progress?.Report(_hashed);
    }
}
