using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Integrity;
using LakeFS.S3.Integrity.Md5;
using LakeFS.S3.Primitives;
using LakeFS.S3.S3;
using LakeFS.S3.Transfers.Common;

namespace LakeFS.S3.Transfers.Download;

/// <summary>
/// Downloads a large object as concurrent ranges. A range is the unit of hashing and of the journal. If there are more
/// ranges than concurrent requests, a request fetches several consecutive ranges.
/// </summary>
internal sealed class ParallelRangeDownload : IDisposable
{
    // As much as other clients request at a time. Larger requests would leave the other workers idle at the end.
    private const int MaxRangesPerRequest = 4;

    private readonly TransferContext _context;
    private readonly RangeReader _reader;
    private readonly IDownloadTarget _file;
    private readonly ETagInfo _knowledge;
    private readonly DownloadJournal? _journal;
    private readonly Queue<int> _missing;
    private readonly int _rangesPerRequest;
    private readonly byte[][]? _hashes;
    private readonly InOrderHasher? _hasher;

    /// <summary>Determines the missing ranges.</summary>
    /// <param name="context">The context of the store.</param>
    /// <param name="reader">Reads the object.</param>
    /// <param name="file">The target.</param>
    /// <param name="knowledge">What the object's ETag says.</param>
    /// <param name="isChecked">Whether the content is hashed.</param>
    /// <param name="journal">The ranges an earlier attempt fetched, and where to record this one's; null to keep nothing.</param>
    public ParallelRangeDownload(
        TransferContext context, RangeReader reader, IDownloadTarget file, ETagInfo knowledge, bool isChecked, DownloadJournal? journal)
    {
        _context = context;
        _reader = reader;
        _file = file;
        _knowledge = knowledge;
        _journal = journal;
        int count = (int)((knowledge.Size + context.RangeSize - 1) / context.RangeSize);
        _missing = new(Enumerable.Range(0, count).Where(range => journal?.Done.Contains(range) != true));
        _rangesPerRequest = Math.Min(MaxRangesPerRequest, (_missing.Count + context.MaxPerObject - 1) / context.MaxPerObject);
        if (isChecked && journal is null && knowledge.Likeliest?.IsOf(context.RangeSize) == true)
        {
            _hashes = new byte[count][];
        }
        else if (isChecked)
        {
            _hasher = new InOrderHasher(file, knowledge.Size, context.RangeSize, knowledge.Likeliest);
        }
    }

    private long RangeSize => _context.RangeSize;

    /// <summary>Downloads the missing ranges.</summary>
    /// <param name="first">The response with the first missing range, and its request slot; null to request that range too.</param>
    /// <param name="progress">Receives the number of bytes that an earlier attempt fetched; or null.</param>
    /// <param name="cancellationToken">Cancels the download.</param>
    /// <returns>The digest of the whole object; null if it is not hashed.</returns>
    /// <exception cref="LakeS3Exception">The file can't be written, or the content is incomplete.</exception>
    public async Task<string?> RunAsync((ObjectBody Body, IDisposable Slot)? first, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        string? digest = null;
        _file.Allocate(_knowledge.Size);
        using TaskGroup group = new(cancellationToken);
        foreach (int range in _journal?.Done ?? [])
        {
            _hasher?.Add(range);
            progress?.Report(ContentRange.Nth(range, RangeSize, _knowledge.Size).Length);
        }

        if (first is not null)
        {
            int range = _missing.Dequeue();
            group.Start(() => FetchFirstAsync(first.Value.Body, first.Value.Slot, range, group.Token));
        }

        for (int worker = Math.Min(_context.MaxPerObject, _missing.Count); worker > 0; worker--)
        {
            group.Start(() => RunWorkerAsync(group.Token));
        }

        if (_hasher is not null)
        {
            group.Start(async () => digest = await _hasher.RunAsync(group.Token).ConfigureAwait(false));
        }

        await group.FinishAsync().ConfigureAwait(false);
        return _hashes is null ? digest : Hex.Of(Hashes.Md5OfParts(_hashes));
    }

    public void Dispose() => _hasher?.Dispose();

    private async Task FetchFirstAsync(ObjectBody response, IDisposable slot, int range, CancellationToken cancellationToken)
    {
        using (slot)
        {
            await FetchAsync(range, range, response, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task RunWorkerAsync(CancellationToken cancellationToken)
    {
        while (Next() is (int from, int to))
        {
            using IDisposable slot = await _context.EnterAsync((to - from + 1) * RangeSize, cancellationToken).ConfigureAwait(false);
            await FetchAsync(from, to, opened: null, cancellationToken).ConfigureAwait(false);
        }
    }

    private (int From, int To)? Next()
    {
        lock (_missing)
        {
            if (_missing.Count == 0)
            {
                return null;
            }

            int from = _missing.Dequeue();
            int to = from;
            while (to - from + 1 < _rangesPerRequest && _missing.Count > 0 && _missing.Peek() == to + 1)
            {
                to = _missing.Dequeue();
            }

            return (from, to);
        }
    }

    private async Task FetchAsync(int from, int to, ObjectBody? opened, CancellationToken cancellationToken)
    {
        long position = from * RangeSize;
        ContentMd5? md5 = null;
        try
        {
            // The range size is a multiple of the chunk size, so no chunk spans two ranges.
            await _reader.ReadAsync(
                new ContentRange(position, ContentRange.Nth(to, RangeSize, _knowledge.Size).To),
                _knowledge.ETag,
                opened,
                async (buffer, count) =>
                {
                    _file.Write(position, buffer, count);
                    position += count;
                    if (_hashes is not null)
                    {
                        md5 ??= _context.NewMd5();
                        await md5.AppendAsync(buffer, count).ConfigureAwait(false);
                    }

                    if (position % RangeSize == 0 || position == _knowledge.Size)
                    {
                        Finish((int)((position - 1) / RangeSize), md5);
                        md5 = null;
                    }
                },
                cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            md5?.Dispose();
        }
    }

    private void Finish(int range, ContentMd5? md5)
    {
        if (md5 is not null)
        {
            _hashes![range] = md5.Finish();
            md5.Dispose();
        }

        _hasher?.Add(range);
        _journal?.Add(range);
    }
}
