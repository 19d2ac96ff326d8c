using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.S3;

namespace LakeFS.S3;

/// <summary>Unfinished multipart uploads, such as those of a killed process.</summary>
public sealed class LakeUploads
{
    private readonly MultipartUploads _uploads;

    /// <summary>Uses a connection.</summary>
    /// <param name="connection">The connection.</param>
    public LakeUploads(LakeS3Connection connection)
    {
        _uploads = new S3Client(connection).Uploads;
    }

    /// <summary>Streams a repository's unfinished uploads.</summary>
    /// <param name="repository">The repository's id.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <returns>The uploads in the server's order.</returns>
    /// <exception cref="LakeS3Exception">
    /// The repository does not exist, or its storage can't list uploads: <c>LakeNotSupported</c>, as on local storage
    /// (s3-multipart-errors #71).
    /// </exception>
    public IAsyncEnumerable<LakeUpload> ListAsync(string repository, CancellationToken cancellationToken) => _uploads.ListAsync(repository, cancellationToken);

    /// <summary>Aborts an upload and discards its parts.</summary>
    /// <param name="address">The object that was being uploaded, on any branch of the repository.</param>
    /// <param name="uploadId">The server's upload id.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>A task that completes when the server has confirmed.</returns>
    /// <exception cref="LakeS3Exception"><c>LakeUploadNotFound</c>: the upload is complete or never existed; or the server refused the request.</exception>
    public Task AbortAsync(ObjectAddress address, string uploadId, CancellationToken cancellationToken) =>
        _uploads.AbortAsync(address, uploadId, cancellationToken);
}
