using System;
using System.IO;

namespace LakeFS.S3.Tests;

/// <summary>A local stream that fails after some bytes, as a disk that is full or was pulled out.</summary>
internal sealed class BrokenStream(Stream inner, long after) : Stream
{
    public const string Message = "The device is broken.";

    private long _passed;

    public override bool CanRead => true;

    public override bool CanSeek => inner.CanSeek;

    public override bool CanWrite => true;

    public override long Length => inner.Length;

    public override long Position
    {
        get => inner.Position;
        set => inner.Position = value;
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = inner.Read(buffer, offset, count);
        Pass(read);
        return read;
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        Pass(count);
        inner.Write(buffer, offset, count);
    }

    public override void Flush() => inner.Flush();

    public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

    public override void SetLength(long value) => throw new NotSupportedException();

    private void Pass(int count)
    {
        _passed += count;
        if (_passed > after)
        {
            throw new IOException(Message);
        }
    }
}
