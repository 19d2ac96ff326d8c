using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.Transfers.Warmup;

/// <summary>Zero bytes that arrive in small reads, as from a network.</summary>
internal sealed class WarmupContent : MemoryStream
{
    private const int ReadSize = 16 * 1024;

    public WarmupContent(long length)
        : base(new byte[length], writable: false)
    {
    }

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return Read(buffer, offset, Math.Min(ReadSize, count));
    }
}
