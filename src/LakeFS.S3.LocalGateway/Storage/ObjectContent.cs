using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>The bytes of an object or of a part of a multipart upload. Never changes.</summary>
internal abstract class ObjectContent
{
    /// <summary>Length in bytes.</summary>
    public abstract long Length { get; }

    /// <summary>Where it is stored, as REST shows it below the storage namespace.</summary>
    public abstract string Address { get; }

    /// <summary>Writes <paramref name="count"/> bytes from <paramref name="offset"/> on to a stream.</summary>
    public abstract Task CopyToAsync(Stream target, long offset, long count, CancellationToken cancellationToken);
}
