using System;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Http;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.S3;

/// <summary>Where the content of one object is read from.</summary>
internal interface IContentSource
{
    /// <summary>Continues reads that were interrupted.</summary>
    RetryPolicy Retry { get; }

    /// <summary>Requests the beginning of the object, or a range of it.</summary>
    /// <param name="range">The range; null for the whole object.</param>
    /// <param name="cancellationToken">Cancels the request and reading the response.</param>
    /// <exception cref="LakeS3Exception">The object does not exist, or the server rejected the request or could not be
    /// reached.</exception>
    Task<ObjectBody> OpenAsync(ContentRange? range, CancellationToken cancellationToken);

    /// <summary>
    /// Requests a range of the version with an ETag, without retries; failures are not translated. For use within <see
    /// cref="ReadAsync"/>, by callers that count attempts themselves.
    /// </summary>
    /// <exception cref="LakeS3Exception">The object has been replaced.</exception>
    Task<ObjectBody> GetOnceAsync(ContentRange range, string etag, CancellationToken cancellationToken);

    /// <summary>Reads responses and translates failures while reading.</summary>
    /// <exception cref="LakeS3Exception">Reading failed.</exception>
    Task<T> ReadAsync<T>(Func<Task<T>> read, CancellationToken cancellationToken);
}
