using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Integrity;

namespace LakeFS.S3.Transfers.Upload;

/// <summary>Content split into parts that are read one after the other.</summary>
internal interface IPartSource
{
    /// <summary>How the content is split.</summary>
    PartLayout Layout { get; }

    /// <summary>The number of parts; null if it is not known, or if the parts can be read only once.</summary>
    int? Count { get; }

    /// <summary>How many parts may be in use at once; each may hold a buffer.</summary>
    int MaxAhead { get; }

    /// <summary>Returns the next part; null after the last one.</summary>
    /// <exception cref="LakeS3Exception">The content is longer than the layout allows.</exception>
    Task<ReplayableContent?> NextAsync(CancellationToken cancellationToken);

    /// <summary>Checks that all parts belong to the same version of the content.</summary>
    /// <param name="md5s">The parts' MD5s, in order.</param>
    /// <param name="cancellationToken">Cancels the check.</param>
    /// <exception cref="LakeS3Exception">The content changed.</exception>
    Task RequireUnchangedAsync(IReadOnlyList<byte[]> md5s, CancellationToken cancellationToken);
}
