using System;
using System.Collections.Generic;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Integrity;
using LakeFS.S3.Integrity.Md5;
using LakeFS.S3.Primitives;
using LakeFS.S3.S3;
using LakeFS.S3.Transfers.Common;

namespace LakeFS.S3.Transfers.Download;

/// <summary>
/// Downloads an object to a file: in one request if it fits into one range, otherwise as concurrent ranges. The content is
/// hashed during the transfer.
/// </summary>
internal sealed class ObjectDownload
{
    private readonly TransferContext _context;
    private readonly ObjectAddress _address;
    private readonly IDownloadTarget _file;
    private readonly bool _skipsCheck;
    private readonly long? _expectedSize;
    private readonly IProgress<long>? _progress;
    private readonly RangeReader _reader;
    private DateTime? _time;

    public ObjectDownload(
        TransferContext context, ObjectAddress address, RangeReader reader, IDownloadTarget file, bool skipsCheck, long? expectedSize, IProgress<long>? progress)
    {
        _context = context;
        _address = address;
        _file = file;
        _skipsCheck = skipsCheck;
        _expectedSize = expectedSize;
        _progress = progress;
        _reader = reader;
    }

    /// <summary>Downloads the object.</summary>
    /// <param name="journal">The ranges an earlier attempt fetched, and where to record this one's; null to keep nothing.</param>
    /// <param name="cancellationToken">Cancels the download.</param>
    /// <exception cref="LakeS3Exception">The object does not exist, the file can't be written, or the content is not the object's.</exception>
    public async Task<FetchedContent> RunAsync(DownloadJournal? journal, CancellationToken cancellationToken)
    {
        if (journal?.ETag is not null && await ResumeAsync(journal, cancellationToken).ConfigureAwait(false) is FetchedContent resumed)
        {
            return resumed;
        }

        _file.KeepsPartial = false;
        // The first response keeps its request slot until it is read.
        using IDisposable slot = await _context.EnterAsync(_expectedSize ?? _context.LastSize, cancellationToken).ConfigureAwait(false);
        using ObjectBody first = await _reader.OpenAsync(new ContentRange(0, _context.RangeSize - 1), cancellationToken).ConfigureAwait(false);
        long size = first.ObjectSize ?? throw Downloader.SizeUnknown(_context.Connection, _address);
        _context.LastSize = size;
        _time = first.FileTime;
        ETagInfo knowledge = first.Knowledge(_address, size);
        (_progress as ITransferSize)?.Expect(size);
        if (size <= _context.RangeSize || first.Length == size)
        {
            if (journal is not null)
            {
                // A partial file of an earlier version may be longer.
                _file.Allocate(size);
            }

            return await FetchWholeAsync(first, knowledge, cancellationToken).ConfigureAwait(false);
        }

        journal?.Begin(knowledge.ETag, size);
        _file.KeepsPartial = journal is not null;
        MissingRanges missing = new(_context, size, done: null);
        int range = missing.TakeFirst();
        return await FetchRangesAsync(new OpenedRanges(first, slot, range, range), knowledge, missing, journal, cancellationToken).ConfigureAwait(false);
    }

    // Null if the object is another one by now.
    private async Task<FetchedContent?> ResumeAsync(DownloadJournal journal, CancellationToken cancellationToken)
    {
        // If the server does not respond, the partial file is kept.
        _file.KeepsPartial = true;
        if (_expectedSize is not null && _expectedSize != journal.Size)
        {
            return null;
        }

        MissingRanges missing = journal.FindMissing(_context);
        (int from, int to) = missing.TakeNext()!.Value;
        ContentRange bytes = missing.BytesOf(from, to);
        using IDisposable slot = await _context.EnterAsync(bytes.Length, cancellationToken).ConfigureAwait(false);
        using ObjectBody? first = await OpenUnchangedAsync(bytes, journal, cancellationToken).ConfigureAwait(false);
        if (first is null)
        {
            return null;
        }

        _time = first.FileTime;
        (_progress as ITransferSize)?.Expect(journal.Size);
        return await FetchRangesAsync(
            new OpenedRanges(first, slot, from, to), first.Knowledge(_address, journal.Size), missing, journal, cancellationToken).ConfigureAwait(false);
    }

    // The response shows whether the object is the same; lakeFS ignores If-Match (s3-conditions #3).
    private async Task<ObjectBody?> OpenUnchangedAsync(ContentRange bytes, DownloadJournal journal, CancellationToken cancellationToken)
    {
        ObjectBody body;
        try
        {
            body = await _reader.OpenAsync(bytes, cancellationToken).ConfigureAwait(false);
        }
        catch (LakeS3Exception shorter) when (shorter.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            return null;
        }

        if (ETags.Unquote(body.ETag) == journal.ETag && body.ObjectSize == journal.Size && body.Start == bytes.From && body.Length == bytes.Length)
        {
            return body;
        }

        body.Dispose();
        return null;
    }

    private async Task<FetchedContent> FetchWholeAsync(ObjectBody first, ETagInfo knowledge, CancellationToken cancellationToken)
    {
        bool isChecked = IsChecked(knowledge);
        PartLayout? layout = knowledge.LikeliestAmong(_context.Connection.Layouts);
        // Short content is hashed inline; longer content together with that of concurrent transfers.
        bool isHashedTogether = isChecked && layout is null && knowledge.Size > RangeReader.BufferSize;
        using ContentMd5? md5 = isHashedTogether ? _context.NewMd5() : null;
        using ContentDigest? digest = isChecked && !isHashedTogether ? new ContentDigest(layout) : null;
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
                return md5?.AppendAsync(buffer, 0, count) ?? Task.CompletedTask;
            },
            cancellationToken).ConfigureAwait(false);
        return await VerifyAsync(
            knowledge,
            isChecked ? [md5 is null ? digest!.Finish() : new LayoutDigest(null, Hex.Of(md5.Finish()))] : [],
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<FetchedContent> FetchRangesAsync(
        OpenedRanges first, ETagInfo knowledge, MissingRanges missing, DownloadJournal? journal, CancellationToken cancellationToken)
    {
        IReadOnlyList<PartLayout?> layouts = IsChecked(knowledge) ? knowledge.WhileArriving(_context.Connection.Layouts) : [];
        using ParallelRangeDownload ranges = new(_context, _reader, _file, knowledge, missing, layouts, journal);
        IReadOnlyCollection<LayoutDigest> digests = await ranges.RunAsync(first, _progress, cancellationToken).ConfigureAwait(false);
        return await VerifyAsync(knowledge, digests, cancellationToken).ConfigureAwait(false);
    }

    private bool IsChecked(ETagInfo knowledge) => !_skipsCheck && knowledge.CanBeChecked;

    private async Task<FetchedContent> VerifyAsync(ETagInfo knowledge, IReadOnlyCollection<LayoutDigest> digests, CancellationToken cancellationToken)
    {
        try
        {
            bool verified = await new ContentCheck(_context.Connection, _address, knowledge)
                .VerifyAsync(digests, _file.Read, cancellationToken).ConfigureAwait(false);
            return new FetchedContent(knowledge.Size, knowledge.ETag, verified, _time);
        }
        catch (LakeS3Exception)
        {
            _file.KeepsPartial = false;
            throw;
        }
    }
}
