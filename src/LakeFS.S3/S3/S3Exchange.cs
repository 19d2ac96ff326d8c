using System;
using System.Collections.Generic;
using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Http;

namespace LakeFS.S3.S3;

/// <summary>
/// Sends the requests to a store that carry no object's content, and sends them again where the reason of a failure may
/// pass. They go the way that content goes, which is the way that was proved when the connection was opened. The SDK's client
/// would take settings from AWS's files and variables that no lakeFS connection has asked for, retry by rules of its
/// own, and follow redirects with a signature.
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
        _retry = new RetryPolicy(connection.MaxRetries);
    }

    /// <summary>Makes a request to a repository or bucket.</summary>
    public S3Request ToBucket(HttpMethod method, string bucket, string query, XmlBody? body = null) =>
        new(method, S3RequestUri.OfBucket(_connection.EndpointUrl, _connection.IsInHost(bucket), bucket, query)) { Body = body };

    /// <summary>Makes a request to an object.</summary>
    public S3Request ToObject(HttpMethod method, ObjectAddress address, string query = "", XmlBody? body = null) =>
        new(method, new S3RequestUri(_connection.EndpointUrl, _connection.IsInHost(address.Container), address, query)) { Body = body };

    /// <summary>Makes a request to the server as a whole.</summary>
    public S3Request ToService(HttpMethod method, string query) => new(method, S3RequestUri.OfService(_connection.EndpointUrl, query));

    /// <summary>Sends a request and reads its answer.</summary>
    /// <param name="request">The request.</param>
    /// <param name="read">Reads the answer, whose body is there as a whole.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ServerErrorException">The server refused.</exception>
    /// <exception cref="System.Xml.XmlException">What answers is no S3 server.</exception>
    public async Task<T> SendAsync<T>(S3Request request, Func<HttpResponseMessage, Stream, T> read, CancellationToken cancellationToken)
    {
        try
        {
            return await _retry.RunAsync(_ => SendOnceAsync(request, read, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (ServerErrorException refusal) when (refusal.IsPassing)
        {
            // The clock was set right just now. That costs no retry: a connection without any has to get its time, too.
            return await _retry.RunAsync(_ => SendOnceAsync(request, read, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<T> SendOnceAsync<T>(S3Request request, Func<HttpResponseMessage, Stream, T> read, CancellationToken cancellationToken)
    {
        using HttpRequestMessage message = _requests.Make(
            request.Method, request.Target, new SortedDictionary<string, string>(request.Headers, StringComparer.Ordinal), request.Body);
        using HttpResponseMessage answer = await _requests.SendAsync(message, cancellationToken).ConfigureAwait(false);
        using MemoryStream body = await BoundedBody.ReadAsync(answer.Content, cancellationToken).ConfigureAwait(false);
        return read(answer, body);
    }
}
