using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Integrity;

namespace LakeFS.S3.Transfers.Download;

/// <summary>
/// Tries the part sizes of other tools on downloaded content that did not have the expected hash. The content is read
/// once, and all hashes are computed in parallel.
/// </summary>
/// <param name="read">Reads from a position; at least one byte, unless the end was reached.</param>
/// <param name="knowledge">What the object's ETag tells.</param>
internal sealed class PartSizeProbe(Func<long, byte[], int, int> read, ETagInfo knowledge)
{
    private const int BlockSize = 1024 * 1024;

    /// <summary>Whether one of the part sizes yields the ETag.</summary>
    public bool FindMatch(CancellationToken cancellationToken)
    {
        List<ContentDigest> digests = [.. knowledge.Candidates.Skip(1).Select(layout => new ContentDigest(layout))];
        byte[] block = digests.Count > 0 ? new byte[BlockSize] : [];
        try
        {
            for (long position = 0; digests.Count > 0 && position < knowledge.Size;)
            {
                int count = read(position, block, block.Length);
                Parallel.ForEach(digests, new ParallelOptions { CancellationToken = cancellationToken }, digest => digest.Append(block, 0, count));
                position += count;
            }

            return digests.Any(digest => knowledge.Matches(digest.Finish()));
        }
        finally
        {
            digests.ForEach(digest => digest.Dispose());
        }
    }
}
