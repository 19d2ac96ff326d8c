using System.Buffers;
using System.IO;

namespace LakeFS.S3.Http;

/// <summary>
/// A response in a pooled buffer, which goes back to the pool on dispose. The pages of a list are large objects, which the
/// runtime collects late: a list of 100,000 keys would leave 60 MB of them.
/// </summary>
internal sealed class PooledBody : MemoryStream
{
    private byte[]? _buffer;

    /// <param name="buffer">The buffer, rented from the shared pool.</param>
    /// <param name="length">The number of bytes in it.</param>
    public PooledBody(byte[] buffer, int length)
        : base(buffer, 0, length, writable: false)
    {
        _buffer = buffer;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && _buffer is byte[] buffer)
        {
            _buffer = null;
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
