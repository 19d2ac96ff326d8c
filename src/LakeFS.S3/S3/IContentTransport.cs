using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.S3;

/// <summary>The three requests that transfer content. Retries are up to the caller.</summary>
internal interface IContentTransport
{
    /// <summary>Whether a body is hashed before it is sent.</summary>
    bool SignsPayload { get; }

    /// <summary>Writes an object.</summary>
    Task<PutResult> PutAsync(PutHeaders headers, IRequestBody body, CancellationToken cancellationToken);

    /// <summary>Writes a part of a multipart upload.</summary>
    Task<PutResult> PutPartAsync(ObjectAddress address, string uploadId, int number, IRequestBody body, CancellationToken cancellationToken);

    /// <summary>Reads an object.</summary>
    /// <param name="address">The object.</param>
    /// <param name="range">The range; null for the whole object.</param>
    /// <param name="cancellationToken">Cancels the request and reading the response.</param>
    Task<ObjectBody> GetAsync(ObjectAddress address, ContentRange? range, CancellationToken cancellationToken);
}
