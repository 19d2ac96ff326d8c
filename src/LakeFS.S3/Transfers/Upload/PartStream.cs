using System;
using System.IO;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.Transfers.Upload;

/// <summary>A request body as the stream that the SDK takes, hashed while it is read. Seeking to the beginning, as a retry does, restarts the hash.</summary>
internal sealed class PartStream : Stream
{
    private readonly ReplayableContent _body;
    private readonly Action<long> _count;
    private readonly Action<byte[]> _hashed;
    private readonly Action<Exception> _failed;
    private IncrementalHash _md5 = Hashes.NewMd5();
    private long _position;

    /// <summary>Wraps a request body.</summary>
    /// <param name="body">The body; left open.</param>
    /// <param name="count">Receives the number of bytes read, negative if they have to be read again.</param>
    /// <param name="hashed">Receives the MD5 at the end of the stream.</param>
    /// <param name="failed">Receives the exception if the content can't be read.</param>
    public PartStream(ReplayableContent body, Action<long> count, Action<byte[]> hashed, Action<Exception> failed)
    {
        _body = body;
        _count = count;
        _hashed = hashed;
        _failed = failed;
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => _body.Length;

    public override long Position
    {
        get => _position;
        set => Seek(value, SeekOrigin.Begin);
    }

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        int wanted = (int)Math.Min(count, Length - _position);
        if (wanted == 0)
        {
            _hashed(_md5.GetHashAndReset());
            return 0;
        }

        byte[] target = offset == 0 ? buffer : new byte[wanted];
        int read;
        try
        {
            read = await _body.ReadAsync(_position, target, wanted, cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                throw new EndOfStreamException($"{Length} bytes were announced, but the content ends after {_position}.");
            }
        }
        catch (Exception failure)
        {
            _failed(failure);
            throw;
        }

        if (target != buffer)
        {
            Buffer.BlockCopy(target, 0, buffer, offset, read);
        }

        _md5.AppendData(buffer, offset, read);
        _position += read;
        _count(read);
        return read;
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        long position = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => _position + offset,
            _ => Length + offset,
        };
        if (position == 0)
        {
            _md5.Dispose();
            _md5 = Hashes.NewMd5();
            _count(-_position);
            _position = 0;
        }
        else if (position != _position)
        {
            throw new NotSupportedException("Content that is being hashed can be read again from the beginning only.");
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
}
