using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.Transfers.Warmup;

/// <summary>Noughts that come bit by bit.</summary>
internal sealed class RehearsalContent : MemoryStream
{
    private const int BitSize = 16 * 1024;

    public RehearsalContent(long length)
        : base(new byte[length], writable: false)
    {
    }

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return Read(buffer, offset, Math.Min(BitSize, count));
    }
}
