using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Errors;

namespace LakeFS.S3.S3;

/// <summary>Where the content of one object is written to. Requests for content are retried; every failure is translated.</summary>
internal interface IContentTarget
{
    /// <summary>Writes the object.</summary>
    /// <exception cref="LakeS3Exception">The content could not be read, or the server rejected a request or could not be
    /// reached.</exception>
    Task<PutResult> PutAsync(PutHeaders headers, IRequestBody body, CancellationToken cancellationToken);

    /// <summary>Creates a multipart upload.</summary>
    /// <param name="headers">The object's headers.</param>
    /// <param name="parts">The number of parts; null if it is not known yet.</param>
    /// <param name="lost">Called with an upload that may be left on the server, such as one whose id did not arrive.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The upload id.</returns>
    /// <exception cref="LakeS3Exception">The server rejected the request or could not be reached.</exception>
    Task<string> BeginAsync(PutHeaders headers, int? parts, Action<Leftover> lost, CancellationToken cancellationToken);

    /// <summary>Writes a part.</summary>
    /// <exception cref="LakeS3Exception">The content could not be read, or the server rejected a request or could not be
    /// reached.</exception>
    Task<PutResult> PutPartAsync(string uploadId, int number, IRequestBody body, CancellationToken cancellationToken);

    /// <summary>Completes an upload.</summary>
    /// <param name="uploadId">The upload id.</param>
    /// <param name="headers">The object's headers.</param>
    /// <param name="parts">The parts' ETags by part number.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The object's ETag, with the number of parts.</returns>
    /// <exception cref="LakeS3Exception">The server rejected the request or could not be reached.</exception>
    Task<string?> CompleteAsync(
        string uploadId, PutHeaders headers, IReadOnlyCollection<KeyValuePair<int, string>> parts, CancellationToken cancellationToken);

    /// <summary>Aborts an upload if it exists.</summary>
    /// <returns>False if it was already completed or aborted.</returns>
    /// <exception cref="LakeS3Exception">The server rejected the request or could not be reached.</exception>
    Task<bool> TryAbortAsync(string uploadId, CancellationToken cancellationToken);
}
