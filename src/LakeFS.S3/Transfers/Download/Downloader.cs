using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Direct;
using LakeFS.S3.Errors;
using LakeFS.S3.Integrity;
using LakeFS.S3.Primitives;
using LakeFS.S3.S3;
using LakeFS.S3.Transfers.Common;

namespace LakeFS.S3.Transfers.Download;

/// <summary>Downloads one object and verifies its content.</summary>
internal sealed class Downloader
{
    private readonly TransferContext _context;
    private readonly ObjectAddress _address;
    private readonly IProgress<long>? _progress;
    private readonly long? _expectedSize;
    private readonly ChosenSource _source;
    private readonly RangeReader _reader;

    /// <summary>Prepares a download without requesting anything.</summary>
    /// <param name="context">The context of the store.</param>
    /// <param name="address">The object.</param>
    /// <param name="expectedSize">The size as a list showed it; null if the object was not listed.</param>
    /// <param name="progress">Receives the number of bytes received since the last report; or null.</param>
    public Downloader(TransferContext context, ObjectAddress address, long? expectedSize, IProgress<long>? progress)
    {
        _context = context;
        _address = address;
        _expectedSize = expectedSize;
        _progress = progress;
        _source = new ChosenSource(context.Direct, new GatewaySource(context.S3.Content, address), address, expectedSize);
        _reader = new RangeReader(_source, progress);
    }

    /// <summary>Downloads the object to a file, which appears complete or not at all.</summary>
    /// <exception cref="LakeS3Exception">The object does not exist, the file can't be written, or the content is not the object's.</exception>
    public async Task<LakeTransferResult> FetchFileAsync(string path, DownloadOptions options, CancellationToken cancellationToken)
    {
        Stopwatch watch = Stopwatch.StartNew();
        // Opened before the target, which creates the partial file that the journal looks for.
        DownloadJournal? journal = options.Resume ? DownloadJournal.Open(path) : null;
        using FileTarget target = FileTarget.Open(path, options);
        FetchedContent content;
        try
        {
            content = await new ObjectDownload(_context, _address, _reader, target, options.SkipIntegrityCheck, _expectedSize, _progress)
                .RunAsync(journal, cancellationToken).ConfigureAwait(false);
        }
        catch when (!target.KeepsPartial)
        {
            journal?.Delete();
            throw;
        }

        target.Commit(content.Time);
        journal?.Delete();
        return new LakeTransferResult(_address, path, content.Size, content.ETag, content.IsVerified, watch.Elapsed);
    }

    /// <summary>Writes the object's content to a stream, which is left open.</summary>
    /// <exception cref="LakeS3Exception">The object does not exist, or what came is not the object.</exception>
    public Task<LakeTransferResult> FetchStreamAsync(Stream target, bool skipsCheck, CancellationToken cancellationToken) =>
        _context.InSlotAsync(_expectedSize ?? _context.LastSize, () => ReadChunksAsync(target, skipsCheck, cancellationToken), cancellationToken);

    /// <summary>Opens the object's content for the caller to read and dispose.</summary>
    /// <exception cref="LakeS3Exception">The object does not exist, or the server refused.</exception>
    public Task<Stream> OpenAsync(bool skipsCheck, CancellationToken cancellationToken) => OpenAsync(ContentRange.All, skipsCheck, cancellationToken);

    /// <summary>
    /// Opens the object's content at the beginning of a range; what follows the range is requested when it is read. Only
    /// content that is read from its first byte on can be checked.
    /// </summary>
    /// <exception cref="LakeS3Exception">The object does not exist, or the server refused.</exception>
    public async Task<Stream> OpenAsync(ContentRange range, bool skipsCheck, CancellationToken cancellationToken)
    {
        ObjectBody first = await _reader.OpenAsync(range, cancellationToken).ConfigureAwait(false);
        return new ResumingStream(_source, first, skipsCheck || first.Start > 0 ? null : CheckOf(first));
    }

    private StreamCheck? CheckOf(ObjectBody first)
    {
        if (first.ObjectSize is not long size || first.Knowledge(_address, size) is not { CanBeChecked: true } knowledge)
        {
            return null;
        }

        return new StreamCheck(new ContentCheck(_context.Connection, _address, knowledge), new ContentDigest(knowledge.LikeliestAmong(_context.Connection.Layouts)));
    }

    private async Task<LakeTransferResult> ReadChunksAsync(Stream target, bool skipsCheck, CancellationToken cancellationToken)
    {
        Stopwatch watch = Stopwatch.StartNew();
        ObjectBody first = await _reader.OpenAsync(ContentRange.All, cancellationToken).ConfigureAwait(false);
        string etag = ETags.Unquote(first.ETag)!;
        long size = first.ObjectSize ?? throw SizeUnknown(_context.Connection, _address);
        _context.LastSize = size;
        ETagInfo knowledge = first.Knowledge(_address, size);
        (_progress as ITransferSize)?.Expect(size);
        using ContentDigest? digest = !skipsCheck && knowledge.CanBeChecked ? new ContentDigest(knowledge.LikeliestAmong(_context.Connection.Layouts)) : null;
        await _reader.ReadAsync(
            new ContentRange(0, size - 1),
            etag,
            first,
            (buffer, count) =>
            {
                digest?.Append(buffer, 0, count);
                return target.WriteAsync(buffer, 0, count, cancellationToken);
            },
            cancellationToken).ConfigureAwait(false);
        bool verified = await new ContentCheck(_context.Connection, _address, knowledge)
            .VerifyAsync(digest?.Finish(), RereadOf(target, size), cancellationToken).ConfigureAwait(false);
        return new LakeTransferResult(_address, path: null, size, etag, verified, watch.Elapsed) { ContentType = first.ContentType };
    }

    // What was written to memory can be read once more.
    private static Func<long, byte[], int, int>? RereadOf(Stream target, long size) => target is not MemoryStream { CanRead: true } written ? null
        : (position, buffer, count) =>
        {
            lock (written)
            {
                long end = written.Position;
                written.Position = end - size + position;
                int read = written.Read(buffer, 0, count);
                written.Position = end;
                return read;
            }
        };

    /// <summary>The error for a response that does not give the object's size.</summary>
    public static LakeS3Exception SizeUnknown(LakeS3Connection connection, ObjectAddress address) =>
        ObjectErrors.ContentMismatch(address.FactsAt(connection.EndpointUrl), "the server does not say how large it is.", "Nothing was kept.");
}
