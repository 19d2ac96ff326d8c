using System.IO;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.Http;

/// <summary>Streams a response, up to <see cref="BoundedBody.MaxAnswer"/> bytes.</summary>
internal sealed class BoundedStream : ForwardStream
{
    private readonly Stream _inner;
    private long _read;

    public BoundedStream(Stream inner)
    {
        _inner = inner;
    }

    public override int Read(byte[] buffer, int offset, int count) => Count(_inner.Read(buffer, offset, count));

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Count(await _inner.ReadAsync(buffer, offset, count, cancellationToken).ConfigureAwait(false));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Count(int read)
    {
        _read += read;
        return _read <= BoundedBody.MaxAnswer ? read : throw new InvalidDataException($"The answer is longer than {BoundedBody.MaxAnswer} bytes.");
    }
}
