using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.Http;

/// <summary>An answer that is read piece by piece, up to <see cref="BoundedBody.MaxAnswer"/>.</summary>
internal sealed class BoundedStream : Stream
{
    private readonly Stream _inner;
    private long _read;

    public BoundedStream(Stream inner)
    {
        _inner = inner;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Count(_inner.Read(buffer, offset, count));

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Count(await _inner.ReadAsync(buffer, offset, count, cancellationToken).ConfigureAwait(false));

    public override void Flush()
    {
        // Nothing is written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Count(int read)
    {
        _read += read;
        return _read <= BoundedBody.MaxAnswer ? read : throw new InvalidDataException($"The answer is longer than {BoundedBody.MaxAnswer} bytes.");
    }
}
