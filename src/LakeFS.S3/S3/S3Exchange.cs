using System;
using System.Collections.Generic;
using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Http;

namespace LakeFS.S3.S3;

/// <summary>
/// Sends requests that transfer no content, and retries transient failures. They use the same HTTP stack as content, which
/// was verified when the connection was opened. The SDK's client would read AWS's configuration files and environment
/// variables, which do not apply to a lakeFS connection, have its own retry rules, and follow redirects with a signature.
/// </summary>
internal sealed class S3Exchange
{
    private readonly LakeS3Connection _connection;
    private readonly SignedRequests _requests;
    private readonly RetryPolicy _retry;

    public S3Exchange(LakeS3Connection connection, SignedRequests requests)
    {
        _connection = connection;
        _requests = requests;
        _retry = connection.Retry;
    }

    /// <summary>Creates a request for a repository or bucket.</summary>
    public S3Request ToBucket(HttpMethod method, string bucket, string query, XmlBody? body = null) =>
        new(method, S3RequestUri.OfBucket(_connection.EndpointUrl, _connection.IsInHost(bucket), bucket, query)) { Body = body };

    /// <summary>Creates a request for an object.</summary>
    public S3Request ToObject(HttpMethod method, ObjectAddress address, string query = "", XmlBody? body = null, Action? lost = null) =>
        new(method, new S3RequestUri(_connection.EndpointUrl, _connection.IsInHost(address.Container), address, query)) { Body = body, Lost = lost };

    /// <summary>Creates a request for the server as a whole.</summary>
    public S3Request ToService(HttpMethod method, string query) => new(method, S3RequestUri.OfService(_connection.EndpointUrl, query));

    /// <summary>Sends a request and reads the response.</summary>
    /// <param name="request">The request.</param>
    /// <param name="read">Reads the response, whose body has been received completely.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ServerErrorException">The server rejected the request.</exception>
    /// <exception cref="System.Xml.XmlException">The response is not that of an S3 server.</exception>
    public async Task<T> SendAsync<T>(S3Request request, Func<HttpResponseMessage, Stream, T> read, CancellationToken cancellationToken)
    {
        try
        {
            return await _retry.RunAsync(() => SendOnceAsync(request, read, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (ServerErrorException refusal) when (refusal.IsTransient)
        {
            // The clock offset has just been corrected. This is not counted as a retry, so it works with retries turned
            // off, too.
            return await _retry.RunAsync(() => SendOnceAsync(request, read, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<T> SendOnceAsync<T>(S3Request request, Func<HttpResponseMessage, Stream, T> read, CancellationToken cancellationToken)
    {
        try
        {
            return await TrySendAsync(request, read, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (TransientFailures.MayBeDone(failure))
        {
            request.Lost?.Invoke();
            throw;
        }
    }

    private async Task<T> TrySendAsync<T>(S3Request request, Func<HttpResponseMessage, Stream, T> read, CancellationToken cancellationToken)
    {
        using HttpRequestMessage message = _requests.Make(
            request.Method, request.Target, new SortedDictionary<string, string>(request.Headers, StringComparer.Ordinal), request.Body);
        using HttpResponseMessage answer = await _requests.SendAsync(message, cancellationToken).ConfigureAwait(false);
        using MemoryStream body = await BoundedBody.ReadAsync(answer.Content, cancellationToken).ConfigureAwait(false);
        return read(answer, body);
    }
}
