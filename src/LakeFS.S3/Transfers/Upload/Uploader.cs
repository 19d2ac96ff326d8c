using System;
using System.Buffers;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Addressing;
using LakeFS.S3.Direct;
using LakeFS.S3.Errors;
using LakeFS.S3.Integrity;
using LakeFS.S3.Primitives;
using LakeFS.S3.S3;
using LakeFS.S3.Transfers.Common;

namespace LakeFS.S3.Transfers.Upload;

/// <summary>Uploads one object: in one request if it is small, otherwise in concurrent parts.</summary>
internal sealed class Uploader
{
    /// <summary>In bytes. A smaller object takes one request, and its ETag is the MD5 of its content.</summary>
    public const long MultipartThreshold = 64L * 1024 * 1024;

    private readonly TransferContext _context;
    private readonly UploadRequest _request;
    private IReadOnlyDictionary<string, string> _metadata;
    private readonly IProgress<long>? _progress;
    private readonly ChosenTarget _target;

    /// <summary>Prepares an upload without sending anything.</summary>
    /// <param name="context">The context of the store.</param>
    /// <param name="request">The object and its properties.</param>
    /// <param name="progress">Receives the number of bytes sent since the last report; or null.</param>
    /// <param name="direct">Decides whether content goes straight to the object store; null if it goes through the gateway.</param>
    /// <exception cref="LakeS3Exception">The ref can't be a branch, or the metadata is invalid.</exception>
    public Uploader(TransferContext context, UploadRequest request, IProgress<long>? progress, DirectAccess? direct = null)
    {
        NameRules.RequireBranch(request.Address);
        _context = context;
        _request = request;
        _metadata = UserMetadata.WithoutLayout(UserMetadata.Check(request.Metadata));
        _progress = progress;
        _target = new ChosenTarget(direct, new GatewayTarget(context.S3, request.Address), request.Address);
    }

    /// <summary>Uploads a file.</summary>
    /// <exception cref="LakeS3Exception">The file can't be read, the server refused a request, or it stored something else.</exception>
    public async Task<LakeTransferResult> SendFileAsync(string path, CancellationToken cancellationToken)
    {
        using SourceFile file = SourceFile.Open(path);
        if (_request.PreserveTime)
        {
            _metadata = UserMetadata.WithTime(_metadata, file.Written);
        }

        try
        {
            return await SendFileAsync(file, cancellationToken).ConfigureAwait(false);
        }
        catch (LakeS3Exception refusal) when (refusal.Kind is LakeErrorKind.Server or LakeErrorKind.InvalidData)
        {
            // If a file changes after it was hashed, the server answers 500 without saying why (auth-payload #6).
            file.RequireUnchanged();
            throw;
        }
    }

    /// <summary>Uploads a stream from its current position to its end.</summary>
    /// <exception cref="LakeS3Exception">The server refused a request, or it stored something else.</exception>
    public async Task<LakeTransferResult> SendStreamAsync(Stream stream, CancellationToken cancellationToken)
    {
        using SourceStream content = new(stream);
        if (content.CanSeek && content.Length - content.Position < MultipartThreshold)
        {
            using SeekableStreamContent whole = new(content);
            return await PutAsync(whole, path: null, cancellationToken).ConfigureAwait(false);
        }

        using StreamParts parts = new(content);
        if (await parts.ReadIfShortAsync(cancellationToken).ConfigureAwait(false) is ReplayableContent only)
        {
            using (only)
            {
                return await PutAsync(only, path: null, cancellationToken).ConfigureAwait(false);
            }
        }

        return await SendPartsAsync(parts, path: null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Uploads content in one request.</summary>
    /// <exception cref="LakeS3Exception">The server refused the request, or it stored something else.</exception>
    public Task<LakeTransferResult> SendBodyAsync(ReplayableContent body, CancellationToken cancellationToken) => PutAsync(body, path: null, cancellationToken);

    /// <summary>Uploads content in parts.</summary>
    /// <exception cref="LakeS3Exception">The server refused a request, or it stored something else.</exception>
    public Task<LakeTransferResult> SendPartsAsync(IPartSource parts, CancellationToken cancellationToken) => SendPartsAsync(parts, path: null, cancellationToken);

    private async Task<LakeTransferResult> SendFileAsync(SourceFile file, CancellationToken cancellationToken)
    {
        if (file.Length >= MultipartThreshold)
        {
            try
            {
                return await SendLargeFileAsync(file, cancellationToken).ConfigureAwait(false);
            }
            catch (LakeS3Exception failure) when (_target.TryGiveUp(failure))
            {
                return await SendLargeFileAsync(file, cancellationToken).ConfigureAwait(false);
            }
        }

        using ReplayableContent body = file.Length <= TransferContext.MaxSmallObject ? await ReadWholeAsync(file).ConfigureAwait(false) : file.Slice(0, file.Length);
        return await PutAsync(body, file.Path, cancellationToken).ConfigureAwait(false);
    }

    private Task<LakeTransferResult> SendLargeFileAsync(SourceFile file, CancellationToken cancellationToken) =>
        _request.Resume ? ResumeAsync(file, cancellationToken) : SendPartsAsync(new FileParts(file), file.Path, cancellationToken);

    private async Task<LakeTransferResult> ResumeAsync(SourceFile file, CancellationToken cancellationToken)
    {
        await RequireAbsentAsync(cancellationToken).ConfigureAwait(false);
        UploadJournal journal = UploadJournal.Open(_context.Connection, _request.Address, file);
        if (journal.UploadId is string begun && !_target.CanContinue(begun))
        {
            journal.Abandon();
        }

        bool isResumed = journal.UploadId is not null;
        if (journal.AbandonedUploadId is string abandoned)
        {
            // The parts of an older version of the file. They may be gone already, which is fine.
            await _target.TryAbortAsync(abandoned, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            return await Multipart(file.Path).SendAsync(new FileParts(file), journal, cancellationToken).ConfigureAwait(false);
        }
        catch (LakeS3Exception failure) when (isResumed && failure.Kind is LakeErrorKind.Server or LakeErrorKind.NotFound or LakeErrorKind.InvalidData)
        {
            // If the upload was aborted meanwhile, the server answers 500 (s3-multipart-errors #53): start over, once.
            journal.Delete();
            return await Multipart(file.Path).SendAsync(new FileParts(file), journal, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<LakeTransferResult> SendPartsAsync(IPartSource parts, string? path, CancellationToken cancellationToken)
    {
        await RequireAbsentAsync(cancellationToken).ConfigureAwait(false);
        return await Multipart(path).SendAsync(parts, journal: null, cancellationToken).ConfigureAwait(false);
    }

    private MultipartUploader Multipart(string? path) => new(_context, _target, _request, _metadata, path, _progress);

    // Some S3 servers ignore If-None-Match, and would silently replace the object.
    private async Task RequireAbsentAsync(CancellationToken cancellationToken)
    {
        if (_request.NoClobber
            && !_context.Connection.IsLakeFS
            && await _context.S3.ExistsAsync(_request.Address, cancellationToken).ConfigureAwait(false))
        {
            throw ObjectErrors.Exists(_request.Address.FactsAt(_context.Connection.EndpointUrl));
        }
    }

    private async Task<LakeTransferResult> PutAsync(ReplayableContent body, string? path, CancellationToken cancellationToken)
    {
        Stopwatch watch = Stopwatch.StartNew();
        await RequireAbsentAsync(cancellationToken).ConfigureAwait(false);
        PutHeaders headers = new(
            _request.Address, _request.ContentType ?? ContentTypes.Of(path ?? _request.Address.Key), MetadataFor(body.Length), _request.NoClobber)
        {
            Standard = _request.Headers,
        };
        UploadBody? sent = null;
        UploadedBody uploaded;
        try
        {
            uploaded = await new BodySender(_context, _request.Address, path, _progress).SendAsync(
                body,
                sending =>
                {
                    sent = sending;
                    return _target.PutAsync(headers, sending, cancellationToken);
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (LakeS3Exception refusal) when (refusal.Kind == LakeErrorKind.AlreadyExists && sent?.Md5 is not null && (sent.WasRepeated || _context.S3.Content.RepeatsWritesItself))
        {
            // An earlier attempt may have succeeded with its response lost; then the existing object is this upload's.
            if (!await IsStoredAsync(body.Length, Hex.Of(sent.Md5), cancellationToken).ConfigureAwait(false))
            {
                throw;
            }

            uploaded = new UploadedBody(sent.Md5, Hex.Of(sent.Md5), isVerified: true);
        }
        catch (LakeS3Exception lost) when (RefusedUpload.IsPossible(lost, _request.Address))
        {
            LakeS3Exception? refusal = await RefusedUpload.ExplainAsync(_context.Connection, _request.Address, cancellationToken).ConfigureAwait(false);
            if (refusal is null)
            {
                throw;
            }

            throw refusal;
        }

        return new LakeTransferResult(_request.Address, path, body.Length, uploaded.ETag, uploaded.IsVerified, watch.Elapsed);
    }

    // Readers could take the ETag of larger content for that of parts.
    private IReadOnlyDictionary<string, string> MetadataFor(long length) =>
        length > PartLayout.MinSize ? UserMetadata.WithLayout(_metadata, PartLayout.Whole) : _metadata;

    private async Task<bool> IsStoredAsync(long size, string etag, CancellationToken cancellationToken)
    {
        try
        {
            LakeObjectMetadata existing = await _context.S3.GetMetadataAsync(_request.Address, cancellationToken).ConfigureAwait(false);
            return existing.Size == size && existing.ETag == etag;
        }
        catch (LakeS3Exception denied) when (denied.Kind == LakeErrorKind.PermissionDenied)
        {
            // A write-only key can't read the object, so nothing shows whose it is.
            return false;
        }
    }

    private static async Task<ReplayableContent> ReadWholeAsync(SourceFile file)
    {
        int length = (int)file.Length;
        byte[] bytes = ArrayPool<byte>.Shared.Rent(Math.Max(length, 1));
        MemoryContent whole = new(bytes, length, rented => ArrayPool<byte>.Shared.Return(rented));
        try
        {
            using ReplayableContent slice = file.Slice(0, length);
            int filled = 0;
            for (int read = 1; read > 0 && filled < length; filled += read)
            {
                read = await slice.ReadAsync(filled, bytes, length - filled, CancellationToken.None).ConfigureAwait(false);
            }

            return filled == length ? whole : throw FileErrors.Changed(file.Path);
        }
        catch (Exception inner) when (inner is IOException or UnauthorizedAccessException)
        {
            whole.Dispose();
            throw FileErrors.Unreadable(file.Path, inner);
        }
    }
}
