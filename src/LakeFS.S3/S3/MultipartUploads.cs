using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Amazon.S3.Model;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.S3;

/// <summary>The requests that begin, end and list multipart uploads. Every failure is explained.</summary>
internal sealed class MultipartUploads
{
    private readonly LakeS3Connection _connection;
    private readonly ErrorTranslator _errors;

    public MultipartUploads(LakeS3Connection connection, ErrorTranslator errors)
    {
        _connection = connection;
        _errors = errors;
    }

    /// <summary>Begins an upload.</summary>
    /// <returns>The server's id of the upload.</returns>
    /// <exception cref="LakeS3Exception">The server refused or could not be reached.</exception>
    public async Task<string> BeginAsync(PutHeaders headers, CancellationToken cancellationToken)
    {
        InitiateMultipartUploadRequest request = new()
        {
            BucketName = headers.Address.Container,
            Key = headers.Address.S3Key,
            ContentType = headers.ContentType,
        };
        foreach (KeyValuePair<string, string> header in headers.Standard.All)
        {
            request.Headers[header.Key] = header.Value;
        }

        UserMetadata.Write(headers.Metadata, request.Metadata);
        InitiateMultipartUploadResponse answer = await _errors.RunAsync(
            S3Operation.WriteObject, headers.Address, () => _connection.S3.InitiateMultipartUploadAsync(request, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
        return answer.UploadId;
    }

    /// <summary>Makes an object of the parts.</summary>
    /// <param name="address">The object.</param>
    /// <param name="uploadId">The server's id of the upload.</param>
    /// <param name="parts">The parts' ETags by their numbers.</param>
    /// <param name="noClobber">Whether an object that exists is left alone.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>The object's ETag as it came.</returns>
    /// <exception cref="LakeS3Exception">The server refused or could not be reached.</exception>
    public async Task<string?> CompleteAsync(
        ObjectAddress address, string uploadId, IEnumerable<KeyValuePair<int, string>> parts, bool noClobber, CancellationToken cancellationToken)
    {
        CompleteMultipartUploadRequest request = new()
        {
            BucketName = address.Container,
            Key = address.S3Key,
            UploadId = uploadId,
            PartETags = [.. parts.Select(part => new PartETag(part.Key, part.Value))],
            IfNoneMatch = noClobber ? "*" : null,
        };
        CompleteMultipartUploadResponse answer = await _errors.RunAsync(
            S3Operation.WriteObject, address, () => _connection.S3.CompleteMultipartUploadAsync(request, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
        return answer.ETag;
    }

    /// <summary>Streams a repository's unfinished uploads, in the server's order.</summary>
    /// <exception cref="LakeS3Exception">The server refused or could not be reached.</exception>
    public async IAsyncEnumerable<LakeUpload> ListAsync(string repository, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Neither prefix nor delimiter nor encoding: lakeFS answers 501 to each of them (s3-multipart-list #18).
        ListMultipartUploadsRequest request = new() { BucketName = repository };
        while (true)
        {
            ListMultipartUploadsResponse page = await _errors.RunAsync(
                S3Operation.ListUploads,
                repository,
                reference: null,
                key: null,
                () => _connection.S3.ListMultipartUploadsAsync(request, cancellationToken),
                cancellationToken).ConfigureAwait(false);
            foreach (MultipartUpload upload in page.MultipartUploads ?? Enumerable.Empty<MultipartUpload>())
            {
                yield return new LakeUpload(repository, upload.Key, upload.UploadId, Utc.From(upload.Initiated));
            }

            if (page.IsTruncated != true || string.IsNullOrEmpty(page.NextUploadIdMarker) || page.NextUploadIdMarker == request.UploadIdMarker)
            {
                yield break;
            }

            request.KeyMarker = page.NextKeyMarker;
            request.UploadIdMarker = page.NextUploadIdMarker;
        }
    }

    /// <summary>Aborts an upload: its parts are thrown away.</summary>
    /// <exception cref="LakeS3Exception"><c>LakeUploadNotFound</c>: it is finished or was never begun; or the server refused.</exception>
    public Task AbortAsync(ObjectAddress address, string uploadId, CancellationToken cancellationToken) => _errors.RunAsync(
        S3Operation.AbortUpload,
        address,
        () => _connection.S3.AbortMultipartUploadAsync(
            new AbortMultipartUploadRequest { BucketName = address.Container, Key = address.S3Key, UploadId = uploadId }, cancellationToken),
        cancellationToken);

    /// <summary>Aborts an upload, if there is one.</summary>
    /// <returns>False where it was gone already, finished or aborted.</returns>
    /// <exception cref="LakeS3Exception">The server refused or could not be reached.</exception>
    public async Task<bool> TryAbortAsync(ObjectAddress address, string uploadId, CancellationToken cancellationToken)
    {
        try
        {
            await AbortAsync(address, uploadId, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (LakeS3Exception gone) when (gone.Kind == LakeErrorKind.NotFound)
        {
            return false;
        }
    }
}
