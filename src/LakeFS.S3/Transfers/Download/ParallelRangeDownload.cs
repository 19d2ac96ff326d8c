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
/// Fetches a large object as ranges side by side. Ranges are what is hashed and noted; a request asks for several in a
/// row where there are more of them than requests may be under way.
/// </summary>
internal sealed class ParallelRangeDownload : IDisposable
{
    // As much as what other clients ask for at a time. Larger ranges would leave the other workers idle at the end.
    private const int MaxRun = 4;

    private readonly TransferContext _context;
    private readonly RangeReader _reader;
    private readonly IDownloadTarget _file;
    private readonly ETagInfo _knowledge;
    private readonly DownloadJournal? _journal;
    private readonly Queue<int> _missing;
    private readonly int _run;
    private readonly byte[][]? _hashes;
    private readonly InOrderHasher? _trailing;

    /// <summary>Finds out what is missing.</summary>
    /// <param name="context">The way to the server.</param>
    /// <param name="reader">Reads the object.</param>
    /// <param name="file">Where it goes.</param>
    /// <param name="knowledge">What its ETag tells.</param>
    /// <param name="isChecked">Whether it is hashed on its way.</param>
    /// <param name="journal">What an earlier try has, and where to note what this one gets; null to keep nothing.</param>
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
        _run = Math.Min(MaxRun, (_missing.Count + context.MaxPerObject - 1) / context.MaxPerObject);
        if (isChecked && journal is null && knowledge.Likeliest?.IsOf(context.RangeSize) == true)
        {
            _hashes = new byte[count][];
        }
        else if (isChecked)
        {
            _trailing = new InOrderHasher(file, knowledge.Size, context.RangeSize, knowledge.Likeliest);
        }
    }

    private long RangeSize => _context.RangeSize;

    /// <summary>Fetches what is missing.</summary>
    /// <param name="first">The answer with the first missing range, and its place among the requests; null to ask for it too.</param>
    /// <param name="progress">Told how many more bytes are there, of those that an earlier try got; or null.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The digest of the whole; null where it is not hashed.</returns>
    /// <exception cref="LakeS3Exception">The file can't be written, or not all of it came.</exception>
    public async Task<string?> RunAsync((ObjectBody Body, IDisposable Slot)? first, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        string? digest = null;
        _file.Allocate(_knowledge.Size);
        using TaskGroup team = new(cancellationToken);
        foreach (int range in _journal?.Done ?? [])
        {
            _trailing?.Add(range);
            progress?.Report(ContentRange.Nth(range, RangeSize, _knowledge.Size).Length);
        }

        if (first is not null)
        {
            int range = _missing.Dequeue();
            team.Start(() => FetchFirstAsync(first.Value.Body, first.Value.Slot, range, team.Token));
        }

        for (int worker = Math.Min(_context.MaxPerObject, _missing.Count); worker > 0; worker--)
        {
            team.Start(() => FetchSomeAsync(team.Token));
        }

        if (_trailing is not null)
        {
            team.Start(async () => digest = await _trailing.RunAsync(team.Token).ConfigureAwait(false));
        }

        await team.FinishAsync().ConfigureAwait(false);
        return _hashes is null ? digest : Hex.Of(Hashes.Md5OfParts(_hashes));
    }

    public void Dispose() => _trailing?.Dispose();

    private async Task FetchFirstAsync(ObjectBody answer, IDisposable slot, int range, CancellationToken cancellationToken)
    {
        using (slot)
        {
            await FetchAsync(range, range, answer, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task FetchSomeAsync(CancellationToken cancellationToken)
    {
        while (Next() is (int from, int to))
        {
            using IDisposable slot = await _context.EnterAsync(cancellationToken).ConfigureAwait(false);
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
            while (to - from + 1 < _run && _missing.Count > 0 && _missing.Peek() == to + 1)
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
            // Ranges are whole pieces long, so no piece belongs to two of them.
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

        _trailing?.Add(range);
        _journal?.Add(range);
    }
}
