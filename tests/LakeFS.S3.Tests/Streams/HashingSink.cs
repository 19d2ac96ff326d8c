using System;
using System.IO;
using System.Security.Cryptography;

namespace LakeFS.S3.Tests;

/// <summary>Takes any amount of content and keeps its MD5 and length alone.</summary>
internal sealed class HashingSink : Stream
{
    private readonly IncrementalHash _md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
    private long _length;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _length;

    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    /// <summary>The MD5 of what was written, in the form of ETags; ends the hash.</summary>
    public string Finish() => Convert.ToHexStringLower(_md5.GetHashAndReset());

    public override void Write(byte[] buffer, int offset, int count)
    {
        _md5.AppendData(buffer, offset, count);
        _length += count;
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _md5.Dispose();
        base.Dispose(disposing);
    }
}
