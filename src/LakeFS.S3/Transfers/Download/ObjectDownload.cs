using System;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Integrity;
using LakeFS.S3.Integrity.Md5;
using LakeFS.S3.Primitives;
using LakeFS.S3.S3;
using LakeFS.S3.Transfers.Common;

namespace LakeFS.S3.Transfers.Download;

/// <summary>
/// Fetches an object into a file: what fits into one range with one request, the rest as ranges side by side. The check
/// runs beside the transfer.
/// </summary>
internal sealed class ObjectDownload
{
    private readonly TransferContext _context;
    private readonly ObjectAddress _address;
    private readonly IDownloadTarget _file;
    private readonly bool _skipsCheck;
    private readonly IProgress<long>? _progress;
    private readonly RangeReader _reader;

    public ObjectDownload(
        TransferContext context, ObjectAddress address, RangeReader reader, IDownloadTarget file, bool skipsCheck, IProgress<long>? progress)
    {
        _context = context;
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
        if (journal?.ETag is not null && await FindAgainAsync(journal, cancellationToken).ConfigureAwait(false) is ETagInfo same)
        {
            (_progress as ITransferSize)?.Expect(same.Size);
            return await FetchRangesAsync(first: null, same, journal, cancellationToken).ConfigureAwait(false);
        }

        _file.KeepsPartial = false;
        // The first answer keeps its place among the requests until it is read.
        using IDisposable slot = await _context.EnterAsync(cancellationToken).ConfigureAwait(false);
        using ObjectBody first = await _reader.OpenAsync(new ContentRange(0, _context.RangeSize - 1), cancellationToken).ConfigureAwait(false);
        long size = first.ObjectSize ?? throw Downloader.SizeUnknown(_context.Connection, _address);
        ETagInfo knowledge = first.Knowledge(_address, size);
        (_progress as ITransferSize)?.Expect(size);
        if (size <= _context.RangeSize || first.Length == size)
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
    private async Task<ETagInfo?> FindAgainAsync(DownloadJournal journal, CancellationToken cancellationToken)
    {
        LakeObjectMetadata now = await _context.S3.GetMetadataAsync(_address, cancellationToken).ConfigureAwait(false);
        return now.ETag is string etag && etag == journal.ETag && now.Size == journal.Size
            ? now.Knowledge
            : null;
    }

    private async Task<FetchedContent> FetchWholeAsync(ObjectBody first, ETagInfo knowledge, CancellationToken cancellationToken)
    {
        bool isChecked = IsChecked(knowledge);
        // What is short is hashed at once, where it is; the rest in step with other content.
        bool isInStep = isChecked && knowledge.Likeliest is null && knowledge.Size > RangeReader.BufferSize;
        using ContentMd5? md5 = isInStep ? _context.NewMd5() : null;
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
        return await JudgeAsync(knowledge, md5 is null ? digest?.Finish() : Hex.Of(md5.Finish()), cancellationToken).ConfigureAwait(false);
    }

    private async Task<FetchedContent> FetchRangesAsync(
        (ObjectBody Body, IDisposable Slot)? first, ETagInfo knowledge, DownloadJournal? journal, CancellationToken cancellationToken)
    {
        using ParallelRangeDownload ranges = new(_context, _reader, _file, knowledge, IsChecked(knowledge), journal);
        string? digest = await ranges.RunAsync(first, _progress, cancellationToken).ConfigureAwait(false);
        return await JudgeAsync(knowledge, digest, cancellationToken).ConfigureAwait(false);
    }

    private bool IsChecked(ETagInfo knowledge) => !_skipsCheck && knowledge.CanBeChecked;

    private async Task<FetchedContent> JudgeAsync(ETagInfo knowledge, string? digest, CancellationToken cancellationToken)
    {
        try
        {
            bool verified = await new ContentCheck(_context.Connection, _address, knowledge)
                .JudgeAsync(digest, _file.Read, cancellationToken).ConfigureAwait(false);
            return new FetchedContent(knowledge.Size, knowledge.ETag, verified);
        }
        catch (LakeS3Exception)
        {
            _file.KeepsPartial = false;
            throw;
        }
    }
}
