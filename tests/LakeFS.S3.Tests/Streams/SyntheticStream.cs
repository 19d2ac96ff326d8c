using System;
using System.IO;

namespace LakeFS.S3.Tests;

/// <summary>Any amount of content without the memory for it: one block, again and again.</summary>
internal sealed class SyntheticStream(long length) : Stream
{
    private static readonly byte[] Block = Lake.Content(1024 * 1024 - 1);

    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => _position = value;
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        int start = (int)(_position % Block.Length);
        int read = (int)Math.Min(Math.Min(count, Block.Length - start), length - _position);
        Block.AsSpan(start, read).CopyTo(buffer.AsSpan(offset));
        _position += read;
        return read;
    }

    public override long Seek(long offset, SeekOrigin origin) => _position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
