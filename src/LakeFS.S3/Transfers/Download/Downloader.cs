using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
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
    private readonly RangeReader _reader;

    public Downloader(TransferContext context, ObjectAddress address, IProgress<long>? progress)
    {
        _context = context;
        _address = address;
        _progress = progress;
        _reader = new RangeReader(context, address, progress);
    }

    /// <summary>The size as a list showed it; null if the object was not listed.</summary>
    public long? ExpectedSize { get; init; }

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
            content = await new ObjectDownload(_context, _address, _reader, target, options.SkipIntegrityCheck, ExpectedSize, _progress)
                .RunAsync(journal, cancellationToken).ConfigureAwait(false);
        }
        catch when (!target.KeepsPartial)
        {
            journal?.Delete();
            throw;
        }

        target.Commit();
        journal?.Delete();
        return new LakeTransferResult(_address, path, content.Size, content.ETag, content.IsVerified, watch.Elapsed);
    }

    /// <summary>Downloads the object to a stream, which is left open.</summary>
    /// <exception cref="LakeS3Exception">The object does not exist, or its content is incomplete or wrong.</exception>
    public Task<LakeTransferResult> FetchStreamAsync(Stream target, CancellationToken cancellationToken) =>
        _context.InSlotAsync(ExpectedSize ?? _context.LastSize, () => ReadChunksAsync(target, cancellationToken), cancellationToken);

    /// <summary>Opens the object's content for the caller to read and dispose.</summary>
    /// <exception cref="LakeS3Exception">The object does not exist, or the server refused the request.</exception>
    public async Task<Stream> OpenAsync(CancellationToken cancellationToken) => new ResumingStream(
        _context.S3.Content, _address, await _reader.OpenAsync(range: null, cancellationToken).ConfigureAwait(false));

    private async Task<LakeTransferResult> ReadChunksAsync(Stream target, CancellationToken cancellationToken)
    {
        Stopwatch watch = Stopwatch.StartNew();
        ObjectBody first = await _reader.OpenAsync(range: null, cancellationToken).ConfigureAwait(false);
        string etag = ETags.Unquote(first.ETag)!;
        long size = first.ObjectSize ?? throw SizeUnknown(_context.Connection, _address);
        _context.LastSize = size;
        ETagInfo knowledge = first.Knowledge(_address, size);
        (_progress as ITransferSize)?.Expect(size);
        using ContentDigest digest = new(knowledge.CanBeChecked ? knowledge.Likeliest : null);
        await _reader.ReadAsync(
            new ContentRange(0, size - 1),
            etag,
            first,
            (buffer, count) =>
            {
                digest.Append(buffer, 0, count);
                return target.WriteAsync(buffer, 0, count, cancellationToken);
            },
            cancellationToken).ConfigureAwait(false);
        bool verified = Verify(_context.Connection, _address, knowledge, digest.Finish());
        return new LakeTransferResult(_address, path: null, size, etag, verified, watch.Elapsed);
    }

    /// <summary>Whether a digest verifies the received content.</summary>
    /// <param name="connection">The connection to the object's store.</param>
    /// <param name="address">The object.</param>
    /// <param name="knowledge">What the object's ETag says.</param>
    /// <param name="digest">The digest of the received content; null if it was not hashed.</param>
    /// <exception cref="LakeS3Exception">The content is certainly not the object's.</exception>
    public static bool Verify(LakeS3Connection connection, ObjectAddress address, ETagInfo knowledge, string? digest)
    {
        bool matches = digest is not null && knowledge.Matches(digest);
        return digest is not null && !matches && knowledge.IsLayoutRecorded ? throw Corrupt(connection, address, knowledge.ETag) : matches;
    }

    /// <summary>The error for content that does not match the ETag of its own upload.</summary>
    public static LakeS3Exception Corrupt(LakeS3Connection connection, ObjectAddress address, string etag) => ObjectErrors.ContentMismatch(
        address.FactsAt(connection.EndpointUrl), $"what came does not have the ETag {etag} that its upload was given.", "Nothing was kept.");

    /// <summary>The error for a response that does not give the object's size.</summary>
    public static LakeS3Exception SizeUnknown(LakeS3Connection connection, ObjectAddress address) =>
        ObjectErrors.ContentMismatch(address.FactsAt(connection.EndpointUrl), "the server does not say how large it is.", "Nothing was kept.");
}
