using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Errors;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.Transfers.Upload;

/// <summary>A caller's stream, which is left open. Its failures become <c>LakeStreamUnreadable</c>.</summary>
internal sealed class SourceStream : ForwardStream
{
    private readonly Stream _inner;

    /// <summary>Wraps a stream.</summary>
    /// <exception cref="LakeS3Exception">It is closed, or can only be written.</exception>
    public SourceStream(Stream inner)
    {
        _inner = inner;
        if (!Guard(() => inner.CanRead))
        {
            throw FileErrors.StreamNotReadable();
        }
    }

    public override bool CanSeek => Guard(() => _inner.CanSeek);

    public override long Length => Guard(() => _inner.Length);

    public override long Position
    {
        get => Guard(() => _inner.Position);
        set => Guard(() => _inner.Position = value);
    }

    public override int Read(byte[] buffer, int offset, int count) => Guard(() => _inner.Read(buffer, offset, count));

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        try
        {
            return await _inner.ReadAsync(buffer, offset, count, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (IsForeign(failure))
        {
            throw FileErrors.StreamUnreadable(failure);
        }
    }

    private static T Guard<T>(Func<T> use)
    {
        try
        {
            return use();
        }
        catch (Exception failure) when (IsForeign(failure))
        {
            throw FileErrors.StreamUnreadable(failure);
        }
    }

    // A stream of this library explains its failures itself.
    private static bool IsForeign(Exception failure) => failure is not (LakeS3Exception or OperationCanceledException);
}
