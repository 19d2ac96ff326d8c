using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>Keeps the bytes of objects.</summary>
internal abstract class ContentStore
{
    /// <summary>Reads a stream to its end and keeps what it held.</summary>
    /// <param name="source">The bytes; what it throws stops the writing, and nothing is kept.</param>
    /// <param name="expectedLength">The length in bytes where it is known beforehand; a hint only.</param>
    /// <param name="cancellationToken">Stops the writing; nothing is kept.</param>
    public abstract Task<StoredContent> WriteAsync(
        Stream source, long? expectedLength, CancellationToken cancellationToken);

    /// <summary>Gives back the space of a content that nothing refers to.</summary>
    public abstract void Delete(ObjectContent content);
}

/// <summary>A content and its MD5 in 32 lower-case hex digits, computed as it arrived.</summary>
internal readonly record struct StoredContent(ObjectContent Content, string Md5);
