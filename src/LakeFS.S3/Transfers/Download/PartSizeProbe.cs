using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Integrity;

namespace LakeFS.S3.Transfers.Download;

/// <summary>
/// Tries the part sizes of other tools on a downloaded file that did not have the expected hash. The file is read once,
/// and all hashes are computed in parallel.
/// </summary>
internal sealed class PartSizeProbe
{
    private const int BlockSize = 1024 * 1024;

    private readonly IDownloadTarget _file;
    private readonly ETagInfo _knowledge;

    public PartSizeProbe(IDownloadTarget file, ETagInfo knowledge)
    {
        _file = file;
        _knowledge = knowledge;
    }

    /// <summary>Whether one of the part sizes yields the ETag.</summary>
    public bool FindMatch(CancellationToken cancellationToken)
    {
        List<ContentDigest> digests = [.. _knowledge.Candidates.Skip(1).Select(layout => new ContentDigest(layout))];
        byte[] block = new byte[BlockSize];
        try
        {
            for (long position = 0; position < _knowledge.Size;)
            {
                int read = _file.Read(position, block, block.Length);
                Parallel.ForEach(digests, new ParallelOptions { CancellationToken = cancellationToken }, digest => digest.Append(block, 0, read));
                position += read;
            }

            return digests.Any(digest => _knowledge.Matches(digest.Finish()));
        }
        finally
        {
            digests.ForEach(digest => digest.Dispose());
        }
    }
}
