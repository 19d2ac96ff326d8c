using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Integrity;
using LakeFS.S3.Primitives;
using LakeFS.S3.S3;
using LakeFS.S3.Transfers.Common;

namespace LakeFS.S3.Transfers.Download;

/// <summary>Downloads a large object as concurrent ranges. A range is the unit of hashing and of the journal.</summary>
internal sealed class ParallelRangeDownload : IDisposable
{
    private readonly TransferContext _context;
    private readonly RangeReader _reader;
    private readonly IDownloadTarget _file;
    private readonly ETagInfo _knowledge;
    private readonly DownloadJournal? _journal;
    private readonly MissingRanges _missing;
    private readonly LayoutHashes _parts;
    private readonly InOrderHasher? _whole;

    /// <summary>Prepares the download.</summary>
    /// <param name="context">The context of the store.</param>
    /// <param name="reader">Reads the object.</param>
    /// <param name="file">The target.</param>
    /// <param name="knowledge">What the object's ETag says.</param>
    /// <param name="missing">The ranges to fetch.</param>
    /// <param name="layouts">The part layouts in which the content is hashed; null means one piece. Empty to skip the check.</param>
    /// <param name="journal">The ranges an earlier attempt fetched, and where to record this one's; null to keep nothing.</param>
    public ParallelRangeDownload(
        TransferContext context,
        RangeReader reader,
        IDownloadTarget file,
        ETagInfo knowledge,
        MissingRanges missing,
        IReadOnlyList<PartLayout?> layouts,
        DownloadJournal? journal)
    {
        _context = context;
        _reader = reader;
        _file = file;
        _knowledge = knowledge;
        _journal = journal;
        _missing = missing;
        _parts = new LayoutHashes(layouts.OfType<PartLayout>(), knowledge.Size, context.NewMd5);
        _whole = layouts.Contains(null) ? new InOrderHasher(file, knowledge.Size, context.RangeSize) : null;
    }

    private long RangeSize => _context.RangeSize;

    /// <summary>Downloads the missing ranges.</summary>
    /// <param name="first">The response with the first missing ranges.</param>
    /// <param name="progress">Receives the number of bytes that an earlier attempt fetched; or null.</param>
    /// <param name="cancellationToken">Cancels the download.</param>
    /// <returns>The digests of the whole object; empty if it is not hashed.</returns>
    /// <exception cref="LakeS3Exception">The file can't be written, or the content is incomplete.</exception>
    public async Task<IReadOnlyCollection<LayoutDigest>> RunAsync(OpenedRanges first, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        List<LayoutDigest> digests = [];
        _file.Allocate(_knowledge.Size);
        using TaskGroup group = new(cancellationToken);
        foreach (int range in _journal?.Done ?? [])
        {
            _whole?.Add(range);
            progress?.Report(ContentRange.Nth(range, RangeSize, _knowledge.Size).Length);
        }

        group.Start(() => FetchFirstAsync(first, group.Token));
        for (int worker = Math.Min(_context.MaxPerObject, _missing.Count); worker > 0; worker--)
        {
            group.Start(() => RunWorkerAsync(group.Token));
        }

        if (_whole is not null)
        {
            group.Start(async () => digests.Add(await _whole.RunAsync(group.Token).ConfigureAwait(false)));
        }

        await group.FinishAsync().ConfigureAwait(false);
        if (!_parts.IsEmpty)
        {
            digests.AddRange(await _parts.FinishAsync(_file.Read, cancellationToken).ConfigureAwait(false));
        }

        return digests;
    }

    public void Dispose()
    {
        _parts.Dispose();
        _whole?.Dispose();
    }

    private async Task FetchFirstAsync(OpenedRanges first, CancellationToken cancellationToken)
    {
        using (first.Slot)
        {
            await FetchAsync(first.From, first.To, first.Body, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task RunWorkerAsync(CancellationToken cancellationToken)
    {
        while (_missing.TakeNext() is (int from, int to))
        {
            using IDisposable slot = await _context.EnterAsync(_missing.BytesOf(from, to).Length, cancellationToken).ConfigureAwait(false);
            await FetchAsync(from, to, opened: null, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task FetchAsync(int from, int to, ObjectBody? opened, CancellationToken cancellationToken)
    {
        ContentRange bytes = _missing.BytesOf(from, to);
        long position = bytes.From;
        IReadOnlyList<PartCursor> cursors = _parts.CursorsAt(position);
        try
        {
            // The range size is a multiple of the chunk size, so no chunk spans two ranges.
            await _reader.ReadAsync(
                bytes,
                _knowledge.ETag,
                opened,
                async (buffer, count) =>
                {
                    _file.Write(position, buffer, count);
                    position += count;
                    await LayoutHashes.AppendAsync(cursors, buffer, count).ConfigureAwait(false);
                    if (position % RangeSize == 0 || position == _knowledge.Size)
                    {
                        Finish((int)((position - 1) / RangeSize));
                    }
                },
                cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            foreach (PartCursor cursor in cursors)
            {
                cursor.Dispose();
            }
        }
    }

    private void Finish(int range)
    {
        _whole?.Add(range);
        _journal?.Add(range);
    }
}
