using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3;

/// <summary>
/// Fetches an object into a file: what fits into one range with one request, the rest as ranges side by side. The check
/// runs beside the transfer.
/// </summary>
internal sealed class ParallelDownload
{
    private const long RangeSize = PartLayout.UsualSize;

    private readonly TransferScope _scope;
    private readonly ObjectAddress _address;
    private readonly FileTarget _file;
    private readonly bool _skipsCheck;
    private readonly IProgress<long>? _progress;
    private readonly RangeReader _reader;

    public ParallelDownload(
        TransferScope scope, ObjectAddress address, RangeReader reader, FileTarget file, bool skipsCheck, IProgress<long>? progress)
    {
        _scope = scope;
        _address = address;
        _file = file;
        _skipsCheck = skipsCheck;
        _progress = progress;
        _reader = reader;
    }

    /// <summary>Fetches everything.</summary>
    /// <param name="journal">What an earlier try has, and where to note what this one gets; null to keep nothing.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="LakeS3Exception">The object does not exist, the file can't be written, or what came is not the object.</exception>
    public async Task<FetchedContent> RunAsync(DownloadJournal? journal, CancellationToken cancellationToken)
    {
        // A server that does not answer is no reason to throw away what is there.
        _file.KeepsPartial = journal?.ETag is not null;
        if (journal?.ETag is not null && await FindAgainAsync(journal, cancellationToken).ConfigureAwait(false) is ETagKnowledge same)
        {
            (_progress as ITransferSize)?.Expect(same.Size);
            return await FetchRangesAsync(first: null, same, journal, cancellationToken).ConfigureAwait(false);
        }

        _file.KeepsPartial = false;
        // The first answer keeps its place among the requests until it is read.
        using IDisposable slot = await _scope.EnterAsync(cancellationToken).ConfigureAwait(false);
        using ObjectBody first = await _reader.OpenAsync(new ContentRange(0, RangeSize - 1), cancellationToken).ConfigureAwait(false);
        long size = first.ObjectSize ?? throw Downloader.SizeUnknown(_scope.Connection, _address);
        ETagKnowledge knowledge = first.Knowledge(_address, size);
        (_progress as ITransferSize)?.Expect(size);
        if (size <= RangeSize || first.Length == size)
        {
            if (journal is not null)
            {
                // What an earlier version left may be longer.
                _file.Allocate(size);
            }

            return await FetchWholeAsync(first, knowledge, cancellationToken).ConfigureAwait(false);
        }

        journal?.Begin(knowledge.ETag, size);
        _file.KeepsPartial = journal is not null;
        return await FetchRangesAsync((first, slot), knowledge, journal, cancellationToken).ConfigureAwait(false);
    }

    // An empty object is never left half-fetched, so a journal always has a size to compare.
    private async Task<ETagKnowledge?> FindAgainAsync(DownloadJournal journal, CancellationToken cancellationToken)
    {
        LakeObjectMetadata now = await new LakeObjects(_scope.Connection).GetMetadataAsync(_address, cancellationToken).ConfigureAwait(false);
        return now.ETag is string etag && etag == journal.ETag && now.Size == journal.Size
            ? now.Knowledge
            : null;
    }

    private async Task<FetchedContent> FetchWholeAsync(ObjectBody first, ETagKnowledge knowledge, CancellationToken cancellationToken)
    {
        bool isChecked = IsChecked(knowledge);
        // What is short is hashed at once, where it is; the rest in step with other content.
        bool isInStep = isChecked && knowledge.Likeliest is null && knowledge.Size > RangeReader.BufferSize;
        using ContentMd5? md5 = isInStep ? _scope.NewMd5() : null;
        using ContentDigest? digest = isChecked && !isInStep ? new ContentDigest(knowledge.Likeliest) : null;
        long position = 0;
        await _reader.ReadAsync(
            new ContentRange(0, knowledge.Size - 1),
            knowledge.ETag,
            first,
            (buffer, count) =>
            {
                _file.Write(position, buffer, count);
                position += count;
                digest?.Append(buffer, 0, count);
                return md5?.AppendAsync(buffer, count) ?? Task.CompletedTask;
            },
            cancellationToken).ConfigureAwait(false);
        return Judge(knowledge, md5 is null ? digest?.Finish() : Hex.Of(md5.Finish()), cancellationToken);
    }

    private async Task<FetchedContent> FetchRangesAsync(
        (ObjectBody Body, IDisposable Slot)? first, ETagKnowledge knowledge, DownloadJournal? journal, CancellationToken cancellationToken)
    {
        int count = (int)((knowledge.Size + RangeSize - 1) / RangeSize);
        bool isCutAlike = journal is null && IsChecked(knowledge) && knowledge.Likeliest?.IsOf(RangeSize) == true;
        byte[][] hashes = new byte[isCutAlike ? count : 0][];
        using TrailingDigest? trailing = isCutAlike || !IsChecked(knowledge)
            ? null
            : new TrailingDigest(_file, knowledge.Size, RangeSize, knowledge.Likeliest);
        string? digest = null;
        Queue<int> missing = new(Enumerable.Range(0, count));
        if (journal is not null)
        {
            missing = new(missing.Where(range => !journal.Done.Contains(range)));
            foreach (int range in journal.Done)
            {
                trailing?.Add(range);
                _progress?.Report(ContentRange.Nth(range, RangeSize, knowledge.Size).Length);
            }
        }

        _file.Allocate(knowledge.Size);
        using Team team = new(cancellationToken);
        for (int worker = Math.Min(_scope.Connection.MaxConcurrency, missing.Count); worker > 0; worker--)
        {
            team.Start(FetchSomeAsync);
        }

        if (trailing is not null)
        {
            team.Start(async () => digest = await trailing.RunAsync(team.Token).ConfigureAwait(false));
        }

        await team.FinishAsync().ConfigureAwait(false);
        return Judge(knowledge, isCutAlike ? Hex.Of(Hashes.Md5OfParts(hashes)) : digest, cancellationToken);

        async Task FetchSomeAsync()
        {
            while (Next() is int range)
            {
                using (range == 0 && first is not null ? first.Value.Slot : await _scope.EnterAsync(team.Token).ConfigureAwait(false))
                {
                    await FetchRangeAsync(range).ConfigureAwait(false);
                }

                trailing?.Add(range);
                journal?.Add(range);
            }
        }

        int? Next()
        {
            lock (missing)
            {
                return missing.Count > 0 ? missing.Dequeue() : null;
            }
        }

        async Task FetchRangeAsync(int index)
        {
            ContentRange range = ContentRange.Nth(index, RangeSize, knowledge.Size);
            ObjectBody? opened = index == 0 ? first?.Body : null;
            using ContentMd5? md5 = isCutAlike ? _scope.NewMd5() : null;
            long position = range.From;
            await _reader.ReadAsync(
                range,
                knowledge.ETag,
                opened,
                (buffer, read) =>
                {
                    _file.Write(position, buffer, read);
                    position += read;
                    return md5?.AppendAsync(buffer, read) ?? Task.CompletedTask;
                },
                team.Token).ConfigureAwait(false);
            if (md5 is not null)
            {
                hashes[index] = md5.Finish();
            }
        }
    }

    private bool IsChecked(ETagKnowledge knowledge) => !_skipsCheck && knowledge.CanBeChecked;

    private FetchedContent Judge(ETagKnowledge knowledge, string? digest, CancellationToken cancellationToken)
    {
        if (digest is null)
        {
            return new FetchedContent(knowledge.Size, knowledge.ETag, isVerified: false);
        }

        bool verified = knowledge.Matches(digest) || new OtherCuts(_file, knowledge).FindMatch(cancellationToken);
        if (!verified && knowledge.IsTold)
        {
            _file.KeepsPartial = false;
            throw Downloader.Corrupt(_scope.Connection, _address, knowledge.ETag);
        }

        return new FetchedContent(knowledge.Size, knowledge.ETag, verified);
    }
}
