using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Errors;
using LakeFS.S3.Integrity;
using LakeFS.S3.Primitives;
using LakeFS.S3.S3;
using LakeFS.S3.Transfers.Common;

namespace LakeFS.S3.Transfers.Upload;

/// <summary>Sends content in parts, several at once, and makes one object of them.</summary>
internal sealed class MultipartUploader
{
    // Who stopped the upload waits for its end: what the server does not answer by then is left to Remove-LakeUpload.
    private static readonly TimeSpan AbortTimeout = TimeSpan.FromMilliseconds(700);

    private readonly TransferContext _context;
    private readonly MultipartUploads _uploads;
    private readonly UploadRequest _request;
    private readonly IReadOnlyDictionary<string, string> _metadata;
    private readonly string? _path;
    private readonly IProgress<long>? _progress;

    public MultipartUploader(
        TransferContext context, UploadRequest request, IReadOnlyDictionary<string, string> metadata, string? path, IProgress<long>? progress)
    {
        _context = context;
        _uploads = context.S3.Uploads;
        _request = request;
        _metadata = metadata;
        _path = path;
        _progress = progress;
    }

    private ObjectAddress Address => _request.Address;

    /// <summary>Sends all parts.</summary>
    /// <param name="source">The parts.</param>
    /// <param name="journal">What an earlier try has sent already, and where to note what this one sends; null to begin anew and leave nothing behind.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="LakeS3Exception">The content can't be read, the server refused, or it holds something else. Without a journal no unfinished upload stays behind.</exception>
    public async Task<LakeTransferResult> SendAsync(IPartSource source, UploadJournal? journal, CancellationToken cancellationToken)
    {
        Stopwatch watch = Stopwatch.StartNew();
        string uploadId = journal?.UploadId ?? await BeginAsync(source.Layout, cancellationToken).ConfigureAwait(false);
        journal?.Begin(uploadId, source.Layout);
        try
        {
            (long size, SortedDictionary<int, UploadedBody> parts) = await SendPartsAsync(uploadId, source, journal, cancellationToken).ConfigureAwait(false);
            await source.RequireUnchangedAsync([.. parts.Values.Select(part => part.Md5)], cancellationToken).ConfigureAwait(false);
            (string etag, bool verified) = await CompleteAsync(uploadId, parts, size, cancellationToken).ConfigureAwait(false);
            journal?.Delete();
            return new LakeTransferResult(Address, _path, size, etag, verified, watch.Elapsed);
        }
        catch (Exception failure) when (journal is null)
        {
            await AbortAsync(uploadId, failure, cancellationToken.IsCancellationRequested).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<(long Size, SortedDictionary<int, UploadedBody> Parts)> SendPartsAsync(
        string uploadId, IPartSource source, UploadJournal? journal, CancellationToken cancellationToken)
    {
        using TaskGroup team = new(cancellationToken);
        using SemaphoreSlim ahead = new(Math.Min(source.MaxAhead, _context.MaxPerObject));
        ConcurrentDictionary<int, UploadedBody> sent = new();
        long size = 0;
        await team.TryAsync(async () =>
        {
            await ahead.WaitAsync(team.Token).ConfigureAwait(false);
            for (int number = 1; await source.NextAsync(team.Token).ConfigureAwait(false) is ReplayableContent part; number++)
            {
                if (number > PartLayout.MaxParts)
                {
                    part.Dispose();
                    throw TooLarge();
                }

                size += part.Length;
                int index = number;
                team.Start(() => SendOneAsync(index, part));
                await ahead.WaitAsync(team.Token).ConfigureAwait(false);
            }
        }).ConfigureAwait(false);
        await team.FinishAsync().ConfigureAwait(false);
        return (size, new SortedDictionary<int, UploadedBody>(sent));

        async Task SendOneAsync(int number, ReplayableContent part)
        {
            try
            {
                sent[number] = await SendPartAsync(uploadId, number, part, journal, team.Token).ConfigureAwait(false);
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
            UploadBody there = new(_context, part, progress: null);
            await _context.InSlotAsync(() => HashAsync(there, cancellationToken), cancellationToken).ConfigureAwait(false);
            if (known == Hex.Of(there.Md5!))
            {
                _progress?.Report(part.Length);
                return new UploadedBody(there.Md5!, known, isVerified: true);
            }
        }

        UploadedBody sent = await new BodySender(_context, Address, _path, _progress).SendAsync(
            part, sending => _context.S3.Content.PutPartAsync(Address, uploadId, number, sending, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (sent.IsVerified)
        {
            journal?.Add(number, sent.ETag);
        }

        return sent;
    }

    private Task<string> BeginAsync(PartLayout layout, CancellationToken cancellationToken)
    {
        PutHeaders headers = new(
            Address, _request.ContentType ?? ContentTypes.Of(_path ?? Address.Key), UserMetadata.WithLayout(_metadata, layout), _request.NoClobber)
        {
            Standard = _request.Headers,
        };
        return _uploads.BeginAsync(headers, cancellationToken);
    }

    private async Task<(string ETag, bool Verified)> CompleteAsync(
        string uploadId, SortedDictionary<int, UploadedBody> parts, long size, CancellationToken cancellationToken)
    {
        // Null where the server's ETags prove nothing: then only the size can be compared.
        string? expected = parts.Values.All(part => part.IsVerified) ? Hex.Of(Hashes.Md5OfParts(parts.Values.Select(part => part.Md5))) : null;
        string? etag;
        try
        {
            etag = await _uploads.CompleteAsync(
                Address,
                uploadId,
                parts.Select(part => new KeyValuePair<int, string>(part.Key, part.Value.ETag)),
                _request.NoClobber,
                cancellationToken).ConfigureAwait(false);
            if (!_context.Connection.IsLakeFS && etag?.IndexOf('-') < 0)
            {
                // Some servers that speak S3 make up an ETag of their own for what came in parts.
                expected = null;
            }

            if (expected is not null)
            {
                UploadCheck.ETag(_context.Connection, Address, $"{expected}-{parts.Count}", etag);
            }
        }
        catch (LakeS3Exception failure) when (failure.Kind is LakeErrorKind.Server or LakeErrorKind.Connection or LakeErrorKind.Timeout or LakeErrorKind.AlreadyExists)
        {
            // A retry after a lost answer is refused although the object is there (s3-multipart #21). It is this upload's
            // if the upload is gone; otherwise an equal object was there before. Asked by aborting it: not every storage
            // lists unfinished uploads (s3-multipart-errors #71).
            if (await FindAsync(expected, size, cancellationToken).ConfigureAwait(false) is LakeObjectMetadata there
                && !await _uploads.TryAbortAsync(Address, uploadId, cancellationToken).ConfigureAwait(false))
            {
                return (there.ETag!, expected is not null);
            }

            throw;
        }

        // On some storage the server makes an object of whatever parts it has (s3-multipart-errors #5, #21).
        // Everywhere but in the answer above lakeFS shows the hash without the number of parts.
        LakeObjectMetadata? made;
        try
        {
            made = await FindAsync(expected, size, cancellationToken).ConfigureAwait(false);
        }
        catch (LakeS3Exception denied) when (denied.Kind == LakeErrorKind.PermissionDenied && etag is not null)
        {
            // A key that may only write: the answer's ETag has to do.
            return (expected ?? ETags.Unquote(etag)!, expected is not null);
        }

        return made is not null
            ? (made.ETag!, expected is not null)
            : throw ObjectErrors.ContentMismatch(
                Address.FactsAt(_context.Connection.EndpointUrl), "the object is not what its parts make.", "It may have been replaced meanwhile.");
    }

    private async Task<LakeObjectMetadata?> FindAsync(string? etag, long size, CancellationToken cancellationToken)
    {
        try
        {
            LakeObjectMetadata there = await _context.S3.GetMetadataAsync(Address, cancellationToken).ConfigureAwait(false);
            return there.Size == size && (etag is null || there.Knowledge.Matches(etag)) ? there : null;
        }
        catch (LakeS3Exception missing) when (missing.Kind == LakeErrorKind.NotFound)
        {
            return null;
        }
    }

    // The caller's token may be the reason for the abort, so it does not stop it.
    private async Task AbortAsync(string uploadId, Exception failure, bool isStopped)
    {
        using CancellationTokenSource timeout = new(isStopped ? AbortTimeout : TimeSpan.FromSeconds(_context.Connection.TimeoutSeconds));
        try
        {
            await _uploads.TryAbortAsync(Address, uploadId, timeout.Token).ConfigureAwait(false);
        }
        catch (Exception second) when (second is LakeS3Exception or OperationCanceledException)
        {
            // The first failure is what the caller has to know; the second goes along.
            failure.Data["LakeUploadLeftBehind"] = $"{uploadId}: {second.Message}";
        }
    }

    private static async Task<bool> HashAsync(UploadBody part, CancellationToken cancellationToken)
    {
        await part.HashAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    private LakeS3Exception TooLarge() => ObjectErrors.ContentTooLarge(Address.Facts, PartLayout.MaxParts);
}
