using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Http;

namespace LakeFS.S3.S3;

/// <summary>Creates signed requests and sends them through the connection's HTTP stack.</summary>
internal sealed class SignedRequests
{
    private readonly LakeS3Connection _connection;
    private readonly RequestSigner _signer;

    public SignedRequests(LakeS3Connection connection)
    {
        _connection = connection;
        _signer = new RequestSigner(connection.Credential, connection.Region);
    }

    /// <summary>Creates and signs a request.</summary>
    /// <param name="method">The method.</param>
    /// <param name="target">The URL.</param>
    /// <param name="headers">The headers, by lowercase name; all are signed, and the ones that the signature needs are
    /// added.</param>
    /// <param name="body">The body; null for none.</param>
    /// <exception cref="LakeS3Exception"><c>LakeHeaderInvalid</c>: a value contains a line break or another character that
    /// is not allowed in headers.</exception>
    public HttpRequestMessage Make(HttpMethod method, S3RequestUri target, SortedDictionary<string, string> headers, IRequestBody? body)
    {
        HttpRequestMessage request = new(method, target.ToUri()) { Content = body is null ? null : new SendingContent(body) };
        string[] given = [.. headers.Keys];
        foreach (string name in given)
        {
            // .NET reformats some header values; the signature must cover what it will send.
            headers[name] = Add(request, name, headers[name]);
        }

        string payload = body is null ? RequestSigner.EmptyPayload : body.Sha256 ?? RequestSigner.UnsignedPayload;
        string? authorization = _signer.Sign(method.Method, target, headers, payload, _connection.Clock.Now);
        foreach (string name in headers.Keys.Except(given).Where(name => name != "host"))
        {
            Add(request, name, headers[name]);
        }

        if (authorization is not null)
        {
            Add(request, "Authorization", authorization);
        }

        return request;
    }

    /// <summary>Sends a request without retries.</summary>
    /// <returns>The response; its body has not been read yet.</returns>
    /// <exception cref="ServerErrorException">The server rejected the request.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage answer = await _connection.Http.Client
            .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        try
        {
            await S3ErrorReader.RequireSuccessAsync(answer, cancellationToken).ConfigureAwait(false);
            return answer;
        }
        catch (ServerErrorException refusal) when (refusal.ErrorCode is "RequestTimeTooSkewed" or "RequestExpired" && _connection.Clock.Correct(refusal.ServerTime))
        {
            answer.Dispose();
            throw refusal.AsTransient();
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }

    private static string Add(HttpRequestMessage request, string name, string value)
    {
        HeaderValues.Require(name, value);
        if (request.Headers.TryAddWithoutValidation(name, value))
        {
            return ValueOf(request.Headers, name);
        }

        // This is a content header, so a request without content needs an empty one.
        request.Content ??= new ByteArrayContent([]);
        request.Content.Headers.TryAddWithoutValidation(name, value);
        return ValueOf(request.Content.Headers, name);
    }

    private static string ValueOf(HttpHeaders headers, string name) => string.Join(", ", headers.GetValues(name));
}
