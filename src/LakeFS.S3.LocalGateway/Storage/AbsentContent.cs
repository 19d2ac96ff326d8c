using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>
/// Content that is not in the storage: an address that was linked before anything was put there. lakeFS does not look when it
/// links; that nothing is there shows when it is read.
/// </summary>
/// <param name="address">Where it should be, below the storage namespace.</param>
/// <param name="length">Its length in bytes, as the link gave it.</param>
internal sealed class AbsentContent(string address, long length) : ObjectContent
{
    public override long Length => length;

    public override string Address => address;

    public override Task CopyToAsync(Stream target, long offset, long count, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("Absent content was read without a check.");
}
