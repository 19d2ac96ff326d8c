using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Integrity;
using LakeFS.S3.Integrity.Md5;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.Transfers.Download;

/// <summary>
/// Tries the part layouts of other tools on downloaded content that did not have the expected hash. Parts are hashed
/// together; content in one piece can only be hashed in order, beside them.
/// </summary>
/// <param name="read">Reads from a position; at least one byte, unless the end was reached. Thread-safe.</param>
/// <param name="knowledge">What the object's ETag tells.</param>
internal sealed class LayoutProbe(Func<long, byte[], int, int> read, ETagInfo knowledge)
{
    private const int BlockSize = 1024 * 1024;

    /// <summary>Returns the digest that has the ETag; null if none has.</summary>
    /// <param name="tried">The layouts that were tried already; null means one piece.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    public async Task<LayoutDigest?> FindMatchAsync(IReadOnlyCollection<PartLayout?> tried, CancellationToken cancellationToken)
    {
        List<PartLayout?> candidates = [.. knowledge.Candidates.Where(candidate => !tried.Contains(candidate))];
        MultiBufferMd5 pool = new();
        using LayoutHashes parts = new(candidates.OfType<PartLayout>(), knowledge.Size, () => new ContentMd5(pool));
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        LayoutDigest? match = null;
        using TaskGroup group = new(cancellationToken);
        group.Start(() => TryAsync(() => parts.FinishAsync(read, stop.Token)));
        if (candidates.Contains(null))
        {
            group.Start(() => TryAsync(() => Task.FromResult<IEnumerable<LayoutDigest>>([HashWhole(stop.Token)])));
        }

        await group.FinishAsync().ConfigureAwait(false);
        return match;

        async Task TryAsync(Func<Task<IEnumerable<LayoutDigest>>> hash)
        {
            try
            {
                if (knowledge.FindMatch(await hash().ConfigureAwait(false)) is LayoutDigest found)
                {
                    match = found;
                    stop.Cancel();
                }
            }
            catch (OperationCanceledException) when (match is not null)
            {
                // The other hash is not needed any more.
            }
        }
    }

    private LayoutDigest HashWhole(CancellationToken cancellationToken)
    {
        using ContentDigest digest = new(layout: null);
        byte[] block = new byte[BlockSize];
        for (long position = 0; position < knowledge.Size;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = read(position, block, block.Length);
            digest.Append(block, 0, count);
            position += count;
        }

        return digest.Finish();
    }
}
