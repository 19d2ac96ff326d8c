using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.LocalGateway.Authentication;

/// <summary>
/// A request body that is verified while it is read: forward only, asynchronously only. It does not own the stream below.
/// </summary>
public abstract class VerifyingBodyStream : Stream
{
    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Reads the next bytes of the decoded body.</summary>
    /// <param name="buffer">Where to put them.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The number of bytes read; 0 at the end, once the whole body has been verified.</returns>
    /// <exception cref="PayloadRejectedException">The body does not verify, or is malformed.</exception>
    public abstract override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default);

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("A request body is read asynchronously.");

    /// <inheritdoc/>
    public override void Flush() => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Makes the exception that refuses the body.</summary>
    /// <param name="reason">What is wrong with it.</param>
    /// <returns>The exception.</returns>
    private protected static PayloadRejectedException Rejected(string reason) => new(SignatureErrors.PayloadMismatch, reason);
}
