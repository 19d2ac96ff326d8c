using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;
using Amazon.S3.Model;

namespace LakeFS.S3;

/// <summary>Sends one object and checks that the server holds what was sent.</summary>
internal sealed class Uploader
{
    private readonly LakeS3Connection _connection;

    public Uploader(LakeS3Connection connection)
    {
        _connection = connection;
    }

    /// <summary>Sends a stream from its present position to its end.</summary>
    /// <exception cref="LakeS3Exception">The metadata is impossible, the server refused, or it holds something else than was sent.</exception>
    public Task<LakeTransferResult> SendAsync(
        UploadRequest request, Stream content, string? path, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        NameRules.RequireBranch(request.Address);
        IReadOnlyDictionary<string, string> metadata = UserMetadata.Check(request.Metadata);
        return content.CanSeek
            ? PutAsync(request, metadata, content, path, progress, cancellationToken)
            : new MultipartUploader(_connection, request, metadata).SendAsync(content, path, progress, cancellationToken);
    }

    /// <summary>Sends a seekable stream in one request.</summary>
    public async Task<LakeTransferResult> PutAsync(
        UploadRequest request,
        IReadOnlyDictionary<string, string> metadata,
        Stream content,
        string? path,
        IProgress<long>? progress,
        CancellationToken cancellationToken)
    {
        Stopwatch watch = Stopwatch.StartNew();
        using Md5Stream hashing = new(content, progress);
        long size = hashing.Length;
        PutObjectRequest put = new()
        {
            BucketName = request.Address.Repository,
            Key = request.Address.S3Key,
            InputStream = hashing,
            AutoCloseStream = false,
            AutoResetStreamPosition = false,
            ContentType = request.ContentType ?? ContentTypes.Of(path ?? request.Address.Key),
            IfNoneMatch = request.NoClobber ? "*" : null,
            DisablePayloadSigning = Signing.LeavesPayloadUnsigned(_connection),
            UseChunkEncoding = Signing.SignsChunks(_connection),
        };
        put.Headers.ContentLength = size;
        UserMetadata.Write(metadata, put.Metadata);
        PutObjectResponse answer;
        try
        {
            answer = await _connection.Errors.RunAsync(
                S3Operation.WriteObject, request.Address, s3 => s3.PutObjectAsync(put, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (LakeS3Exception) when (hashing.Failure is IOException or UnauthorizedAccessException)
        {
            // The source failed, not the server: a stream's failure is its owner's, a file's is told with its path.
            if (path is null)
            {
                ExceptionDispatchInfo.Capture(hashing.Failure).Throw();
            }

            throw FileErrors.Unreadable(path!, hashing.Failure);
        }

        string md5 = hashing.Finish();
        UploadCheck.ETag(_connection, request.Address, md5, answer.ETag);
        UploadCheck.Sent(_connection, request.Address, hashing.BytesRead, size);
        return new LakeTransferResult(request.Address, path, size, md5, verified: true, watch.Elapsed);
    }
}
