using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>A range of another content: a part copied from an object.</summary>
internal sealed class SlicedContent(ObjectContent whole, long start, long length) : ObjectContent
{
    private readonly Guid _id = Guid.NewGuid();

    public ObjectContent Whole => whole;

    public long Start => start;

    public override long Length => length;

    public override string Address => ContentAddress.Of(_id);

    public override Task CopyToAsync(Stream target, long offset, long count, CancellationToken cancellationToken) =>
        whole.CopyToAsync(target, start + offset, count, cancellationToken);
}
