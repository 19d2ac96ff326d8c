using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.S3;

/// <summary>The three requests that carry objects' content. Whether they are repeated is decided elsewhere.</summary>
internal interface IContentTransport
{
    /// <summary>Whether a body has to be hashed before it is sent.</summary>
    bool SignsPayload { get; }

    /// <summary>Writes an object.</summary>
    Task<PutResult> PutAsync(PutHeaders headers, IRequestBody body, CancellationToken cancellationToken);

    /// <summary>Writes a part of a multipart upload.</summary>
    Task<PutResult> PutPartAsync(ObjectAddress address, string uploadId, int number, IRequestBody body, CancellationToken cancellationToken);

    /// <summary>Reads an object.</summary>
    /// <param name="address">The object.</param>
    /// <param name="range">Which bytes; all where null.</param>
    /// <param name="cancellationToken">Stops the request and the reading of its answer.</param>
    Task<ObjectBody> GetAsync(ObjectAddress address, ContentRange? range, CancellationToken cancellationToken);
}
