using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Http;
using LakeFS.S3.Primitives;
using LakeFS.S3.S3;

namespace LakeFS.S3.Transfers.Download;

/// <summary>
/// An object's content as a forward-only stream. If a response breaks off, the rest is requested; likewise if only a range
/// was requested first. The read that reaches the end fails if the content is not the object's.
/// </summary>
internal sealed class ResumingStream : ForwardStream
{
    private readonly IContentSource _source;
    private readonly string _etag;
    private readonly long? _size;
    private readonly RetryBudget _budget;
    private readonly StreamCheck? _check;
    private ObjectBody? _body;
    private long _position;
    private bool _isClosed;

    /// <summary>Continues the object's first response, which has an ETag and is owned by this stream from now on.</summary>
    public ResumingStream(IContentSource source, ObjectBody first, StreamCheck? check)
    {
        _check = check;
        _source = source;
        _body = first;
        _budget = source.Retry.Begin();
        _etag = ETags.Unquote(first.ETag)!;
        _size = first.ObjectSize;
        _position = first.Start;
    }

    public override bool CanRead => !_isClosed;

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        if (count == 0)
        {
            return 0;
        }

        int read = _isClosed ? throw new ObjectDisposedException(nameof(ResumingStream)) : await _source.ReadAsync(
            () => ReadSomeAsync(buffer, offset, count, cancellationToken), cancellationToken).ConfigureAwait(false);
        _check?.Append(buffer, offset, read);
        _position += read;
        if (_check is not null && (read == 0 || _position == _size))
        {
            await _check.EndAsync(cancellationToken).ConfigureAwait(false);
        }

        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    protected override void Dispose(bool disposing)
    {
        _isClosed = true;
        if (disposing)
        {
            _body?.Content.Dispose();
            _body?.Dispose();
            _body = null;
            _check?.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task<int> ReadSomeAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        _budget.Continue();
        while (true)
        {
            try
            {
                _body ??= await _source.GetOnceAsync(new ContentRange(_position, _size!.Value - 1), _etag, cancellationToken).ConfigureAwait(false);
                int read = await _body.Content.ReadAsync(buffer, offset, count, cancellationToken).ConfigureAwait(false);
                _budget.Received(read);
                if (read > 0 || _size is null || _position >= _size)
                {
                    return read;
                }

                if (_body.Length is not long length || _position < _body.Start + length)
                {
                    throw new EndOfStreamException($"The answer ended {_size - _position} bytes too early.");
                }

                // The requested range is complete.
                _body.Dispose();
                _body = null;
            }
            catch (Exception failure) when (_size is not null && !cancellationToken.IsCancellationRequested && _budget.Allows(failure))
            {
                _body?.Dispose();
                _body = null;
                await _budget.PauseAsync(failure, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
