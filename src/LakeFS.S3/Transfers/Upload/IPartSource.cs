using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Integrity;

namespace LakeFS.S3.Transfers.Upload;

/// <summary>Content cut into parts, handed out one after the other.</summary>
internal interface IPartSource
{
    /// <summary>How it is cut.</summary>
    PartLayout Layout { get; }

    /// <summary>How many parts may be out at once; each may hold a buffer.</summary>
    int MaxAhead { get; }

    /// <summary>The next part; null after the last one.</summary>
    /// <exception cref="LakeS3Exception">The content is longer than the layout allows.</exception>
    Task<ReplayableContent?> NextAsync(CancellationToken cancellationToken);

    /// <summary>Makes sure that all parts were of the same content.</summary>
    /// <param name="md5s">The parts' MD5s, in order.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="LakeS3Exception">They were not.</exception>
    Task RequireUnchangedAsync(IReadOnlyList<byte[]> md5s, CancellationToken cancellationToken);
}
