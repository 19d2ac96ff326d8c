using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>Several contents one after the other: what a multipart upload makes of its parts.</summary>
internal sealed class JoinedContent : ObjectContent
{
    private readonly Guid _id = Guid.NewGuid();

    public JoinedContent(IEnumerable<ObjectContent> parts)
    {
        // Parts may be joined themselves: one level is enough to find a byte.
        Parts = [.. parts.SelectMany(part => part is JoinedContent joined ? joined.Parts : [part])];
        Length = Parts.Sum(part => part.Length);
    }

    public IReadOnlyList<ObjectContent> Parts { get; }

    public override long Length { get; }

    public override string Address => ContentAddress.Of(_id);

    public override async Task CopyToAsync(
        Stream target, long offset, long count, CancellationToken cancellationToken)
    {
        foreach (ObjectContent part in Parts)
        {
            if (offset >= part.Length)
            {
                offset -= part.Length;
                continue;
            }

            if (count <= 0)
            {
                return;
            }

            long take = Math.Min(count, part.Length - offset);
            await part.CopyToAsync(target, offset, take, cancellationToken).ConfigureAwait(false);
            count -= take;
            offset = 0;
        }
    }
}
