using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Amazon.S3.Model;
using LakeFS.S3.Primitives;
using LakeFS.S3.S3;

namespace LakeFS.S3;

/// <summary>Unfinished multipart uploads: what a process that was killed left behind.</summary>
public sealed class LakeUploads
{
    private readonly LakeS3Connection _connection;

    /// <summary>Works over a connection.</summary>
    /// <param name="connection">The connection.</param>
    public LakeUploads(LakeS3Connection connection)
    {
        _connection = connection;
    }

    /// <summary>Streams a repository's unfinished uploads.</summary>
    /// <param name="repository">The repository's id.</param>
    /// <param name="cancellationToken">Stops the requests.</param>
    /// <returns>The uploads in the server's order.</returns>
    /// <exception cref="LakeS3Exception">
    /// The repository does not exist, or its storage can't list uploads: <c>LakeNotSupported</c>, as on local storage
    /// (s3-multipart-errors #71).
    /// </exception>
    public async IAsyncEnumerable<LakeUpload> ListAsync(string repository, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Neither prefix nor delimiter nor encoding: lakeFS answers 501 to each of them (s3-multipart-list #18).
        ListMultipartUploadsRequest request = new() { BucketName = repository };
        while (true)
        {
            ListMultipartUploadsResponse page = await _connection.Errors.RunAsync(
                S3Operation.ListUploads,
                repository,
                reference: null,
                key: null,
                s3 => s3.ListMultipartUploadsAsync(request, cancellationToken),
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
    /// <param name="address">The object it was to become, at any branch of the repository.</param>
    /// <param name="uploadId">The server's id of the upload.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>A task that ends when the server has agreed.</returns>
    /// <exception cref="LakeS3Exception"><c>LakeUploadNotFound</c>: it is finished or was never begun; or the server refused.</exception>
    public Task AbortAsync(ObjectAddress address, string uploadId, CancellationToken cancellationToken) => _connection.Errors.RunAsync(
        S3Operation.AbortUpload,
        address,
        s3 => s3.AbortMultipartUploadAsync(
            new AbortMultipartUploadRequest { BucketName = address.Repository, Key = address.S3Key, UploadId = uploadId }, cancellationToken),
        cancellationToken);

    /// <summary>Aborts an upload, if there is one.</summary>
    /// <returns>False where it was gone already, finished or aborted.</returns>
    /// <exception cref="LakeS3Exception">The server refused or could not be reached.</exception>
    internal async Task<bool> TryAbortAsync(ObjectAddress address, string uploadId, CancellationToken cancellationToken)
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
