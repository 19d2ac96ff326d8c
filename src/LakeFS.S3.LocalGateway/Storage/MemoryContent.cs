using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>Content in memory, in one array or several.</summary>
internal sealed class MemoryContent(IReadOnlyList<ReadOnlyMemory<byte>> segments, long length) : ObjectContent
{
    public static readonly MemoryContent Empty = new([], 0);

    private readonly Guid _id = Guid.NewGuid();

    public override long Length => length;

    public override string Address => ContentAddress.Of(_id);

    public override async Task CopyToAsync(
        Stream target, long offset, long count, CancellationToken cancellationToken)
    {
        foreach (ReadOnlyMemory<byte> segment in segments)
        {
            if (offset >= segment.Length)
            {
                offset -= segment.Length;
                continue;
            }

            if (count <= 0)
            {
                return;
            }

            int take = (int)Math.Min(count, segment.Length - offset);
            await target.WriteAsync(segment.Slice((int)offset, take), cancellationToken).ConfigureAwait(false);
            count -= take;
            offset = 0;
        }
    }
}
