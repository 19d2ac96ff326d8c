using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using Amazon.S3.Model;

namespace LakeFS.S3;

/// <summary>
/// Sends content whose length nobody knows beforehand: what fits into one part as a single request, more as a
/// multipart upload, part after part from one buffer.
/// </summary>
internal sealed class MultipartUploader
{
    private const int PartSize = 16 * 1024 * 1024;
    private const int MaxParts = 10_000;

    private readonly LakeS3Connection _connection;
    private readonly UploadRequest _request;
    private readonly IReadOnlyDictionary<string, string> _metadata;

    public MultipartUploader(LakeS3Connection connection, UploadRequest request, IReadOnlyDictionary<string, string> metadata)
    {
        _connection = connection;
        _request = request;
        _metadata = metadata;
    }

    /// <summary>Sends the stream to its end.</summary>
    /// <exception cref="LakeS3Exception">The server refused, or it holds something else than was sent. No unfinished upload stays behind.</exception>
    public async Task<LakeTransferResult> SendAsync(Stream content, string? path, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        Stopwatch watch = Stopwatch.StartNew();
        byte[] buffer = new byte[PartSize];
        int first = await FillAsync(content, buffer, cancellationToken).ConfigureAwait(false);
        if (first < PartSize)
        {
            using MemoryStream whole = new(buffer, 0, first, writable: false);
            return await new Uploader(_connection).PutAsync(_request, _metadata, whole, path, progress, cancellationToken).ConfigureAwait(false);
        }

        string uploadId = await BeginAsync(path, cancellationToken).ConfigureAwait(false);
        try
        {
            return await SendPartsAsync(uploadId, content, buffer, path, progress, watch, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            await AbortAsync(uploadId, failure).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<LakeTransferResult> SendPartsAsync(
        string uploadId, Stream content, byte[] buffer, string? path, IProgress<long>? progress, Stopwatch watch, CancellationToken cancellationToken)
    {
        using IncrementalHash ofParts = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        List<PartETag> parts = [];
        long size = 0;
        for (int count = PartSize; count > 0; count = count < PartSize ? 0 : await FillAsync(content, buffer, cancellationToken).ConfigureAwait(false))
        {
            if (parts.Count == MaxParts)
            {
                throw TooLarge();
            }

            (PartETag part, byte[] md5) = await SendPartAsync(uploadId, parts.Count + 1, buffer, count, cancellationToken).ConfigureAwait(false);
            parts.Add(part);
            ofParts.AppendData(md5);
            size += count;
            progress?.Report(size);
        }

        CompleteMultipartUploadResponse answer = await RunAsync(
            s3 => s3.CompleteMultipartUploadAsync(
                new CompleteMultipartUploadRequest
                {
                    BucketName = _request.Address.Repository,
                    Key = _request.Address.S3Key,
                    UploadId = uploadId,
                    PartETags = parts,
                    IfNoneMatch = _request.NoClobber ? "*" : null,
                },
                cancellationToken),
            cancellationToken).ConfigureAwait(false);
        string expected = Hex.Of(ofParts.GetHashAndReset());
        UploadCheck.ETag(_connection, _request.Address, $"{expected}-{parts.Count}", answer.ETag);
        // Everywhere but in this answer lakeFS shows the hash without the number of parts.
        return new LakeTransferResult(_request.Address, path, size, expected, verified: true, watch.Elapsed);
    }

    private async Task<string> BeginAsync(string? path, CancellationToken cancellationToken)
    {
        InitiateMultipartUploadRequest begin = new()
        {
            BucketName = _request.Address.Repository,
            Key = _request.Address.S3Key,
            ContentType = _request.ContentType ?? ContentTypes.Of(path ?? _request.Address.Key),
        };
        UserMetadata.Write(_metadata, begin.Metadata);
        InitiateMultipartUploadResponse answer = await RunAsync(
            s3 => s3.InitiateMultipartUploadAsync(begin, cancellationToken), cancellationToken).ConfigureAwait(false);
        return answer.UploadId;
    }

    private async Task<(PartETag Part, byte[] Md5)> SendPartAsync(
        string uploadId, int number, byte[] buffer, int count, CancellationToken cancellationToken)
    {
        byte[] md5;
        using (IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5))
        {
            hash.AppendData(buffer, 0, count);
            md5 = hash.GetHashAndReset();
        }

        using MemoryStream part = new(buffer, 0, count, writable: false);
        UploadPartResponse answer = await RunAsync(
            s3 => s3.UploadPartAsync(
                new UploadPartRequest
                {
                    BucketName = _request.Address.Repository,
                    Key = _request.Address.S3Key,
                    UploadId = uploadId,
                    PartNumber = number,
                    PartSize = count,
                    InputStream = part,
                    DisablePayloadSigning = Signing.LeavesPayloadUnsigned(_connection),
                    UseChunkEncoding = Signing.SignsChunks(_connection),
                },
                cancellationToken),
            cancellationToken).ConfigureAwait(false);
        UploadCheck.ETag(_connection, _request.Address, Hex.Of(md5), answer.ETag);
        return (new PartETag(number, answer.ETag), md5);
    }

    // The caller's token may be the reason for the abort, so it does not stop it.
    private async Task AbortAsync(string uploadId, Exception failure)
    {
        try
        {
            await RunAsync(
                s3 => s3.AbortMultipartUploadAsync(
                    new AbortMultipartUploadRequest { BucketName = _request.Address.Repository, Key = _request.Address.S3Key, UploadId = uploadId },
                    CancellationToken.None),
                CancellationToken.None).ConfigureAwait(false);
        }
        catch (LakeS3Exception second)
        {
            // The first failure is what the caller has to know; the second goes along.
            failure.Data["LakeUploadLeftBehind"] = $"{uploadId}: {second.Message}";
        }
    }

    private Task<T> RunAsync<T>(Func<Amazon.S3.IAmazonS3, Task<T>> call, CancellationToken cancellationToken) =>
        _connection.Errors.RunAsync(S3Operation.WriteObject, _request.Address, call, cancellationToken);

    private LakeS3Exception TooLarge() => new(
        "LakeContentTooLarge",
        LakeErrorKind.InvalidArgument,
        $"{_request.Address.Uri}: the stream is longer than {MaxParts} parts of {PartSize / 1024 / 1024} MiB.")
    {
        RecommendedAction = "Store the content as a file first and send that.",
    };

    private static async Task<int> FillAsync(Stream content, byte[] buffer, CancellationToken cancellationToken)
    {
        int filled = 0;
        while (filled < buffer.Length)
        {
            int read = await content.ReadAsync(buffer, filled, buffer.Length - filled, cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                break;
            }

            filled += read;
        }

        return filled;
    }
}
