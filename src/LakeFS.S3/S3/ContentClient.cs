using System;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Errors;
using LakeFS.S3.Http;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.S3;

/// <summary>
/// The requests that transfer objects' content. Chooses the transport, retries transient failures, and translates every
/// failure.
/// </summary>
internal sealed class ContentClient
{
    private readonly LakeS3Connection _connection;
    private readonly ErrorTranslator _errors;
    private readonly IContentTransport _writing;
    private readonly IContentTransport _reading;

    public ContentClient(LakeS3Connection connection, SignedRequests requests, ErrorTranslator errors)
    {
        _connection = connection;
        _errors = errors;
        _writing = TransportFor(connection.RequestChecksum, requests);
        _reading = TransportFor(connection.ResponseValidation, requests);
        Retry = connection.Retry;
    }

    /// <summary>Retries requests, and continues downloads that were interrupted.</summary>
    public RetryPolicy Retry { get; }

    /// <summary>
    /// Whether a write may be repeated without our knowledge: the SDK resends a request whose connection broke, whatever
    /// its settings.
    /// </summary>
    public bool RepeatsWritesItself => _writing is SdkContentTransport;

    /// <summary>Whether a body is read only once and in order, without hashing it first, so that it need not be buffered.</summary>
    public bool StreamsBodies => !_writing.SignsPayload && _writing is HttpContentTransport;

    /// <summary>Writes an object.</summary>
    /// <exception cref="LakeS3Exception">The server rejected the request or could not be reached, or the content could not
    /// be read.</exception>
    public Task<PutResult> PutAsync(PutHeaders headers, IRequestBody body, CancellationToken cancellationToken) =>
        SendAsync(headers.Address, body, () => _writing.PutAsync(headers, body, cancellationToken), cancellationToken);

    /// <summary>Writes a part of a multipart upload.</summary>
    /// <exception cref="LakeS3Exception">The server rejected the request or could not be reached, or the content could not
    /// be read.</exception>
    public Task<PutResult> PutPartAsync(ObjectAddress address, string uploadId, int number, IRequestBody body, CancellationToken cancellationToken) =>
        SendAsync(address, body, () => _writing.PutPartAsync(address, uploadId, number, body, cancellationToken), cancellationToken);

    /// <summary>Requests an object's content, or a range of it.</summary>
    /// <param name="address">The object.</param>
    /// <param name="range">The range; null for the whole object.</param>
    /// <param name="cancellationToken">Cancels the request and reading the response.</param>
    /// <exception cref="LakeS3Exception">The object does not exist, or the server rejected the request or could not be
    /// reached.</exception>
    public async Task<ObjectBody> GetAsync(ObjectAddress address, ContentRange? range, CancellationToken cancellationToken)
    {
        ObjectBody answer = await ReadAsync(
            address, () => Retry.RunAsync(() => GetOnceAsync(address, range, cancellationToken), cancellationToken), cancellationToken).ConfigureAwait(false);
        try
        {
            ETags.Require(_connection, S3Operation.ReadObject, address, answer.ETag);
            return answer;
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Requests a range of an object whose ETag is known, without retries; failures are not translated. For use within <see
    /// cref="ReadAsync"/>, by callers that count attempts themselves.
    /// </summary>
    /// <param name="address">The object.</param>
    /// <param name="range">The range.</param>
    /// <param name="etag">The object's ETag, without quotes. lakeFS ignores If-Match (s3-conditions #3), so it is compared
    /// here.</param>
    /// <param name="cancellationToken">Cancels the request and reading the response.</param>
    /// <exception cref="LakeS3Exception">The object has been replaced.</exception>
    public async Task<ObjectBody> GetOnceAsync(ObjectAddress address, ContentRange range, string etag, CancellationToken cancellationToken)
    {
        ObjectBody body = await GetOnceAsync(address, range, cancellationToken).ConfigureAwait(false);
        string? got = ETags.Unquote(body.ETag);
        if (got == etag && body.Start == range.From && body.Length == range.Length)
        {
            return body;
        }

        body.Dispose();
        // A response with other bytes than requested is treated like an interrupted one.
        throw got == etag
            ? OtherRange(range, body)
            : ObjectErrors.Changed(address.FactsAt(_connection.EndpointUrl), etag, got);
    }

    /// <summary>The failure of a response with other bytes than requested.</summary>
    public static HttpRequestException OtherRange(ContentRange range, ObjectBody body) =>
        new($"Bytes {range.From} to {range.To} were asked for, the answer holds {body.Length} bytes from {body.Start}.");

    /// <summary>Reads responses and translates failures while reading.</summary>
    /// <exception cref="LakeS3Exception">Reading failed.</exception>
    public Task<T> ReadAsync<T>(ObjectAddress address, Func<Task<T>> read, CancellationToken cancellationToken) =>
        _errors.RunAsync(S3Operation.ReadObject, address, read, cancellationToken);

    // An empty object has no byte 0 (s3-range #35), so it is requested without a range.
    private async Task<ObjectBody> GetOnceAsync(ObjectAddress address, ContentRange? range, CancellationToken cancellationToken)
    {
        try
        {
            return await _reading.GetAsync(address, range, cancellationToken).ConfigureAwait(false);
        }
        catch (ServerErrorException empty) when (range?.From == 0 && empty.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            return await _reading.GetAsync(address, range: null, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<PutResult> SendAsync(ObjectAddress address, IRequestBody body, Func<Task<PutResult>> send, CancellationToken cancellationToken)
    {
        PutResult result = await _errors.RunAsync(
            S3Operation.WriteObject,
            address,
            async () =>
            {
                if (_writing.SignsPayload)
                {
                    await body.HashAsync(cancellationToken).ConfigureAwait(false);
                }

                return await Retry.RunAsync(() => BodyAttempt.RunAsync(body, send), cancellationToken).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        return new PutResult(ETags.Require(_connection, S3Operation.WriteObject, address, result.ETag), result.HasMd5);
    }

    // Only the SDK supports checksums.
    private IContentTransport TransportFor(ChecksumMode checksums, SignedRequests requests) =>
        checksums == ChecksumMode.WhenSupported ? new SdkContentTransport(_connection) : new HttpContentTransport(_connection, requests);
}
