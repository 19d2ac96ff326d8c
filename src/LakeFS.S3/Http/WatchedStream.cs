using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.Http;

/// <summary>A body on its way: every read or write that gets through puts the deadline off.</summary>
internal sealed class WatchedStream : Stream
{
    private readonly Stream _inner;
    private readonly Deadline _deadline;
    private readonly CancellationToken _stop;
    private readonly bool _ownsDeadline;

    public WatchedStream(Stream inner, Deadline deadline, bool ownsDeadline, CancellationToken stop)
    {
        _inner = inner;
        _deadline = deadline;
        _stop = stop;
        _ownsDeadline = ownsDeadline;
    }

    public override bool CanRead => _inner.CanRead;

    public override bool CanSeek => false;

    public override bool CanWrite => _inner.CanWrite;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        try
        {
            // The exchange's token reaches the socket too, so that a read that hangs ends with the deadline.
            using CancellationTokenRegistration stop = cancellationToken.Register(_inner.Dispose);
            int read = await _inner.ReadAsync(buffer, offset, count, _stop).ConfigureAwait(false);
            _deadline.PutOff();
            return read;
        }
        catch (Exception) when (_deadline.HasPassed)
        {
            throw _deadline.Error();
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        ReadAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    public override async Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        await _inner.WriteAsync(buffer, offset, count, _stop).ConfigureAwait(false);
        _deadline.PutOff();
    }

    public override void Write(byte[] buffer, int offset, int count) =>
        WriteAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    public override Task FlushAsync(CancellationToken cancellationToken) => _inner.FlushAsync(cancellationToken);

    public override void Flush() => _inner.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && _ownsDeadline)
        {
            _inner.Dispose();
            _deadline.Dispose();
        }

        base.Dispose(disposing);
    }
}
