using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace LakeFS.S3.LocalGateway.Faults;

/// <summary>A response body on its way through a fault: it is written to forward, asynchronously, and passes on what it wants.</summary>
/// <param name="response">The response, whose body so far is where this stream writes.</param>
internal abstract class ResponseStream(HttpResponse response) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The body below.</summary>
    protected Stream Inner { get; } = response.Body;

    /// <summary>The bytes written to this stream so far.</summary>
    protected long Written { get; private set; }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!buffer.IsEmpty)
        {
            await PassAsync(buffer, cancellationToken).ConfigureAwait(false);
            Written += buffer.Length;
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => Inner.FlushAsync(cancellationToken);

    public override void Flush() => throw new NotSupportedException("A response body is written asynchronously.");

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("A response body is written asynchronously.");

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Passes bytes on, changed or not; <see cref="Written"/> is their position in the body.</summary>
    protected abstract Task PassAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken);

    /// <summary>
    /// A position in the body as a rule gives it, moved before the last byte where the body's declared length is not
    /// above it: a fault in the body happens in every body that is not empty.
    /// </summary>
    protected long Within(long position) =>
        response.ContentLength is > 0 and { } length && position >= length ? length - 1 : position;
}
