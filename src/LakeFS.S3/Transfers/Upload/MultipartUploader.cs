using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Direct;
using LakeFS.S3.Errors;
using LakeFS.S3.Integrity;
using LakeFS.S3.Primitives;
using LakeFS.S3.S3;
using LakeFS.S3.Transfers.Common;

namespace LakeFS.S3.Transfers.Upload;

/// <summary>Uploads content in concurrent parts, as a multipart upload.</summary>
internal sealed class MultipartUploader
{
    private readonly TransferContext _context;
    private readonly IContentTarget _target;
    private readonly UploadRequest _request;
    private readonly IReadOnlyDictionary<string, string> _metadata;
    private readonly string? _path;
    private readonly IProgress<long>? _progress;

    public MultipartUploader(
        TransferContext context,
        IContentTarget target,
        UploadRequest request,
        IReadOnlyDictionary<string, string> metadata,
        string? path,
        IProgress<long>? progress)
    {
        _context = context;
        _target = target;
        _request = request;
        _metadata = metadata;
        _path = path;
        _progress = progress;
    }

    private ObjectAddress Address => _request.Address;

    /// <summary>Uploads all parts.</summary>
    /// <param name="source">The parts.</param>
    /// <param name="journal">The parts an earlier attempt sent, and where to record this one's; null to start over and leave nothing behind.</param>
    /// <param name="cancellationToken">Cancels the upload.</param>
    /// <exception cref="LakeS3Exception">The content can't be read, the server refused a request, or it stored something else. Without a journal, no unfinished upload is left behind.</exception>
    public async Task<LakeTransferResult> SendAsync(IPartSource source, UploadJournal? journal, CancellationToken cancellationToken)
    {
        Stopwatch watch = Stopwatch.StartNew();
        PutHeaders headers = HeadersFor(source.Layout);
        UploadBeginning beginning = new(_target, _context.S3.Uploads, Address);
        string uploadId = journal?.UploadId ?? await beginning.BeginAsync(headers, source.Count, cancellationToken).ConfigureAwait(false);
        journal?.Begin(uploadId, source.Layout);
        try
        {
            (long size, SortedDictionary<int, UploadedBody> parts) = await SendPartsAsync(uploadId, source, journal, cancellationToken).ConfigureAwait(false);
            await source.RequireUnchangedAsync([.. parts.Values.Select(part => part.Md5)], cancellationToken).ConfigureAwait(false);
            (string etag, bool verified) = await CompleteAsync(uploadId, headers, parts, size, cancellationToken).ConfigureAwait(false);
            journal?.Delete();
            return new LakeTransferResult(Address, _path, size, etag, verified, watch.Elapsed) { Leftovers = beginning.Leftovers };
        }
        catch (Exception failure) when (journal is null)
        {
            beginning.RecordWith(failure);
            await AbortAsync(uploadId, failure).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<(long Size, SortedDictionary<int, UploadedBody> Parts)> SendPartsAsync(
        string uploadId, IPartSource source, UploadJournal? journal, CancellationToken cancellationToken)
    {
        using TaskGroup group = new(cancellationToken);
        using SemaphoreSlim ahead = new(Math.Min(source.MaxAhead, _context.MaxPerObject));
        ConcurrentDictionary<int, UploadedBody> sent = new();
        long size = 0;
        await group.TryAsync(async () =>
        {
            await ahead.WaitAsync(group.Token).ConfigureAwait(false);
            for (int number = 1; await source.NextAsync(group.Token).ConfigureAwait(false) is ReplayableContent part; number++)
            {
                if (number > PartLayout.MaxParts)
                {
                    part.Dispose();
                    throw TooLarge();
                }

                size += part.Length;
                int index = number;
                group.Start(() => SendOneAsync(index, part));
                await ahead.WaitAsync(group.Token).ConfigureAwait(false);
            }
        }).ConfigureAwait(false);
        await group.FinishAsync().ConfigureAwait(false);
        return (size, new SortedDictionary<int, UploadedBody>(sent));

        async Task SendOneAsync(int number, ReplayableContent part)
        {
            try
            {
                sent[number] = await SendPartAsync(uploadId, number, part, journal, group.Token).ConfigureAwait(false);
            }
            finally
            {
                part.Dispose();
                ahead.Release();
            }
        }
    }

    private async Task<UploadedBody> SendPartAsync(string uploadId, int number, ReplayableContent part, UploadJournal? journal, CancellationToken cancellationToken)
    {
        if (journal?.EtagOf(number) is string known)
        {
            UploadBody hashed = new(_context, part, progress: null);
            await _context.InSlotAsync(part.Length, () => HashAsync(hashed, cancellationToken), cancellationToken).ConfigureAwait(false);
            if (known == Hex.Of(hashed.Md5!))
            {
                _progress?.Report(part.Length);
                return new UploadedBody(hashed.Md5!, known, isVerified: true);
            }
        }

        UploadedBody sent = await new BodySender(_context, Address, _path, _progress).SendAsync(
            part, sending => _target.PutPartAsync(uploadId, number, sending, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (sent.IsVerified)
        {
            journal?.Add(number, sent.ETag);
        }

        return sent;
    }

    private PutHeaders HeadersFor(PartLayout layout) => new(
        Address, _request.ContentType ?? ContentTypes.Of(_path ?? Address.Key), UserMetadata.WithLayout(_metadata, layout), _request.NoClobber)
    {
        Standard = _request.Headers,
    };

    private async Task<(string ETag, bool Verified)> CompleteAsync(
        string uploadId, PutHeaders headers, SortedDictionary<int, UploadedBody> parts, long size, CancellationToken cancellationToken)
    {
        // Null if the server's ETags are not MD5s; then only the size can be compared.
        string? expected = parts.Values.All(part => part.IsVerified) ? Hex.Of(Hashes.Md5OfParts(parts.Values.Select(part => part.Md5))) : null;
        string? etag;
        try
        {
            etag = await _target.CompleteAsync(
                uploadId, headers, [.. parts.Select(part => new KeyValuePair<int, string>(part.Key, part.Value.ETag))], cancellationToken).ConfigureAwait(false);
            if (!_context.Connection.IsLakeFS && etag?.IndexOf('-') < 0)
            {
                // Some S3 servers return an ETag of their own making for a multipart upload.
                expected = null;
            }

            if (expected is not null)
            {
                UploadCheck.ETag(_context.Connection, Address, $"{expected}-{parts.Count}", etag);
            }
        }
        catch (LakeS3Exception failure) when (failure.Kind is LakeErrorKind.Server or LakeErrorKind.Connection or LakeErrorKind.Timeout or LakeErrorKind.AlreadyExists)
        {
            // If a response was lost, the retry is refused although the object exists (s3-multipart #21). The object is this
            // upload's if the upload no longer exists; otherwise an equal object existed before. Aborting the upload tells
            // which: not every storage lists unfinished uploads (s3-multipart-errors #71).
            if (await FindAsync(expected, size, cancellationToken).ConfigureAwait(false) is LakeObjectMetadata existing
                && !await _target.TryAbortAsync(uploadId, cancellationToken).ConfigureAwait(false))
            {
                return (existing.ETag!, expected is not null);
            }

            throw;
        }

        // On some storage the server completes an upload with whatever parts it has (s3-multipart-errors #5, #21). Except in
        // the response above, lakeFS shows the hash without the number of parts.
        LakeObjectMetadata? created;
        try
        {
            created = await FindAsync(expected, size, cancellationToken).ConfigureAwait(false);
        }
        catch (LakeS3Exception denied) when (denied.Kind == LakeErrorKind.PermissionDenied && etag is not null)
        {
            // A write-only key can't read the object, so the response's ETag has to suffice.
            return (expected ?? ETags.Unquote(etag)!, expected is not null);
        }

        return created is not null
            ? (created.ETag!, expected is not null)
            : throw ObjectErrors.ContentMismatch(
                Address.FactsAt(_context.Connection.EndpointUrl), "the object is not what its parts make.", "It may have been replaced meanwhile.");
    }

    private async Task<LakeObjectMetadata?> FindAsync(string? etag, long size, CancellationToken cancellationToken)
    {
        try
        {
            LakeObjectMetadata existing = await _context.S3.GetMetadataAsync(Address, cancellationToken).ConfigureAwait(false);
            return existing.Size == size && (etag is null || existing.Knowledge.Matches(etag)) ? existing : null;
        }
        catch (LakeS3Exception missing) when (missing.Kind == LakeErrorKind.NotFound)
        {
            return null;
        }
    }

    // The caller's token may be what caused the abort, so it is not passed on.
    private async Task AbortAsync(string uploadId, Exception failure)
    {
        using CancellationTokenSource timeout = new(CleanUpLimit.Timeout);
        try
        {
            await _target.TryAbortAsync(uploadId, timeout.Token).ConfigureAwait(false);
        }
        catch (Exception second) when (second is LakeS3Exception or OperationCanceledException)
        {
            // The caller needs the first failure; the second is attached to it.
            (LeftoverKind kind, string id) = DirectUploadId.Parse(uploadId) is DirectUploadId direct
                ? (LeftoverKind.DirectUpload, direct.Id)
                : (LeftoverKind.Upload, uploadId);
            new Leftover(kind, Address.Container, Address.IsOnLakeFS ? Address.Ref : null, Address.Key, id, CleanUpLimit.ReasonOf(second)).RecordWith(failure);
        }
    }

    private static async Task<bool> HashAsync(UploadBody part, CancellationToken cancellationToken)
    {
        await part.HashAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    private LakeS3Exception TooLarge() => ObjectErrors.ContentTooLarge(Address.Facts, PartLayout.MaxParts);
}
