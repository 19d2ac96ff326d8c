using System;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.Transfers.Upload;

/// <summary>Content in memory.</summary>
internal sealed class MemoryContent : ReplayableContent
{
    private readonly byte[] _bytes;
    private readonly Action<byte[]>? _release;

    /// <summary>Wraps a buffer.</summary>
    /// <param name="bytes">The buffer.</param>
    /// <param name="count">The number of bytes in it that are content.</param>
    /// <param name="release">Takes the buffer back on dispose; or null.</param>
    public MemoryContent(byte[] bytes, int count, Action<byte[]>? release)
        : base(count)
    {
        _bytes = bytes;
        _release = release;
    }

    public override ArraySegment<byte>? Memory => new(_bytes, 0, (int)Length);

    public override ValueTask<int> ReadAsync(long position, byte[] buffer, int count, CancellationToken cancellationToken)
    {
        int read = (int)Math.Min(count, Length - position);
        Buffer.BlockCopy(_bytes, (int)position, buffer, 0, read);
        return new ValueTask<int>(read);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _release?.Invoke(_bytes);
        }

        base.Dispose(disposing);
    }
}
