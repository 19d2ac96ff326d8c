using System;
using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Integrity;
using LakeFS.S3.Integrity.Md5;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.Transfers.Download;

/// <summary>
/// The ETags that an object would have in several part layouts. Content is hashed while it arrives, in any order; the
/// rest of parts that were begun, and parts that nobody saw, are read from the file.
/// </summary>
internal sealed class LayoutHashes : IDisposable
{
    private const int BufferSize = 1024 * 1024;

    // As many as are hashed together.
    private const int MaxConcurrentReads = 16;

    private readonly List<PartHashes> _layouts;

    /// <summary>Prepares the hashes.</summary>
    /// <param name="layouts">The part layouts.</param>
    /// <param name="size">The object's size in bytes.</param>
    /// <param name="newMd5">Starts the MD5 of a part; those of one object are computed together.</param>
    public LayoutHashes(IEnumerable<PartLayout> layouts, long size, Func<ContentMd5> newMd5) =>
        _layouts = [.. layouts.Select(layout => new PartHashes(layout, size, newMd5))];

    /// <summary>Whether there is no layout to compute.</summary>
    public bool IsEmpty => _layouts.Count == 0;

    /// <summary>Follows content that arrives from a position on, in every layout.</summary>
    public IReadOnlyList<PartCursor> CursorsAt(long position) => [.. _layouts.Select(layout => layout.CursorAt(position))];

    /// <summary>Appends the next bytes to all cursors.</summary>
    public static Task AppendAsync(IReadOnlyList<PartCursor> cursors, byte[] buffer, int count) =>
        cursors.Count == 1 ? cursors[0].AppendAsync(buffer, count) : Task.WhenAll(cursors.Select(cursor => cursor.AppendAsync(buffer, count)));

    /// <summary>Reads what is missing, and returns the ETags.</summary>
    /// <param name="read">Reads from a position; at least one byte, unless the end was reached. Thread-safe.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    public async Task<IEnumerable<LayoutDigest>> FinishAsync(Func<long, byte[], int, int> read, CancellationToken cancellationToken)
    {
        ConcurrentQueue<UnfinishedPart> missing = new(_layouts.SelectMany(layout => layout.TakeUnfinished()));
        try
        {
            using TaskGroup group = new(cancellationToken);
            for (int reader = Math.Min(MaxConcurrentReads, missing.Count); reader > 0; reader--)
            {
                group.Start(() => ReadAsync(missing, read, group.Token));
            }

            await group.FinishAsync().ConfigureAwait(false);
        }
        finally
        {
            foreach (UnfinishedPart part in missing)
            {
                part.Dispose();
            }
        }

        return _layouts.Select(layout => layout.Digest());
    }

    public void Dispose() => _layouts.ForEach(layout => layout.Dispose());

    private static async Task ReadAsync(ConcurrentQueue<UnfinishedPart> missing, Func<long, byte[], int, int> read, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            while (missing.TryDequeue(out UnfinishedPart? part))
            {
                using (part)
                {
                    await part.FinishAsync(read, buffer, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
