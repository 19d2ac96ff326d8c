using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.LocalGateway.Tests.Authentication;

/// <summary>A body that arrives in pieces: a read gets no more than what is left of a piece.</summary>
/// <param name="pieces">The pieces; empty ones are skipped.</param>
internal sealed class PiecewiseStream(params byte[][] pieces) : Stream
{
    private readonly Queue<byte[]> _pieces = new(pieces);
    private ReadOnlyMemory<byte> _current;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_current.IsEmpty)
        {
            if (!_pieces.TryDequeue(out byte[]? next))
            {
                return ValueTask.FromResult(0);
            }

            _current = next;
        }

        int read = Math.Min(buffer.Length, _current.Length);
        _current[..read].CopyTo(buffer);
        _current = _current[read..];
        return ValueTask.FromResult(read);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
