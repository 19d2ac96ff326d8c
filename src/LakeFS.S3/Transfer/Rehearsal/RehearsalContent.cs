using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3;

/// <summary>Noughts that come bit by bit.</summary>
internal sealed class RehearsalContent : Stream
{
    private const int BitSize = 16 * 1024;

    private long _left;

    public RehearsalContent(long length)
    {
        _left = length;
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

    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = (int)Math.Min(Math.Min(BitSize, count), _left);
        Array.Clear(buffer, offset, read);
        _left -= read;
        return read;
    }

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return Read(buffer, offset, count);
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
