using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.Http;

/// <summary>A body in transfer: every completed read or write restarts the timeout.</summary>
internal sealed class IdleTimeoutStream : Stream
{
    private readonly Stream _inner;
    private readonly IdleTimeout _idleTimeout;
    private readonly CancellationToken _stop;
    private readonly bool _ownsTimeout;

    public IdleTimeoutStream(Stream inner, IdleTimeout idleTimeout, bool ownsTimeout, CancellationToken stop)
    {
        _inner = inner;
        _idleTimeout = idleTimeout;
        _stop = stop;
        _ownsTimeout = ownsTimeout;
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
            // Disposing the inner stream also ends a read that hangs in the socket.
            using CancellationTokenRegistration stop = cancellationToken.Register(_inner.Dispose);
            int read = await _inner.ReadAsync(buffer, offset, count, _stop).ConfigureAwait(false);
            _idleTimeout.Restart();
            return read;
        }
        catch (Exception) when (_idleTimeout.HasPassed)
        {
            throw _idleTimeout.Error();
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
        _idleTimeout.Restart();
    }

    public override void Write(byte[] buffer, int offset, int count) =>
        WriteAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    public override Task FlushAsync(CancellationToken cancellationToken) => _inner.FlushAsync(cancellationToken);

    public override void Flush() => _inner.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && _ownsTimeout)
        {
            _inner.Dispose();
            _idleTimeout.Dispose();
        }

        base.Dispose(disposing);
    }
}
