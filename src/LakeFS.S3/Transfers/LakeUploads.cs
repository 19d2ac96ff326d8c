using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.S3;

namespace LakeFS.S3;

/// <summary>Unfinished multipart uploads: what a process that was killed left behind.</summary>
public sealed class LakeUploads
{
    private readonly MultipartUploads _uploads;

    /// <summary>Works over a connection.</summary>
    /// <param name="connection">The connection.</param>
    public LakeUploads(LakeS3Connection connection)
    {
        _uploads = new S3Client(connection).Uploads;
    }

    /// <summary>Streams a repository's unfinished uploads.</summary>
    /// <param name="repository">The repository's id.</param>
    /// <param name="cancellationToken">Stops the requests.</param>
    /// <returns>The uploads in the server's order.</returns>
    /// <exception cref="LakeS3Exception">
    /// The repository does not exist, or its storage can't list uploads: <c>LakeNotSupported</c>, as on local storage
    /// (s3-multipart-errors #71).
    /// </exception>
    public IAsyncEnumerable<LakeUpload> ListAsync(string repository, CancellationToken cancellationToken) => _uploads.ListAsync(repository, cancellationToken);

    /// <summary>Aborts an upload: its parts are thrown away.</summary>
    /// <param name="address">The object it was to become, at any branch of the repository.</param>
    /// <param name="uploadId">The server's id of the upload.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>A task that ends when the server has agreed.</returns>
    /// <exception cref="LakeS3Exception"><c>LakeUploadNotFound</c>: it is finished or was never begun; or the server refused.</exception>
    public Task AbortAsync(ObjectAddress address, string uploadId, CancellationToken cancellationToken) =>
        _uploads.AbortAsync(address, uploadId, cancellationToken);
}
