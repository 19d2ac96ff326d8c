using System.Collections.Generic;
using System.Linq;
using System.Net.Http;

namespace LakeFS.S3.S3;

/// <summary>Makes the requests that do not go through the SDK.</summary>
internal sealed class SignedRequests
{
    private readonly LakeS3Connection _connection;
    private readonly RequestSigner _signer;

    public SignedRequests(LakeS3Connection connection)
    {
        _connection = connection;
        _signer = new RequestSigner(connection.Credential, connection.Region);
    }

    /// <summary>Makes a request that was signed just now.</summary>
    /// <param name="method">GET or PUT.</param>
    /// <param name="target">Where it goes.</param>
    /// <param name="headers">The headers to sign, by lower-case name; what the signature needs is added.</param>
    /// <param name="body">What is sent; null for nothing.</param>
    public HttpRequestMessage Make(HttpMethod method, S3RequestUri target, SortedDictionary<string, string> headers, IRequestBody? body)
    {
        string payload = body is null ? RequestSigner.EmptyPayload : body.Sha256 ?? RequestSigner.UnsignedPayload;
        string? authorization = _signer.Sign(method.Method, target, headers, payload, _connection.ServerTime);
        HttpRequestMessage request = new(method, target.ToUri()) { Content = body is null ? null : new SendingContent(body) };
        foreach (KeyValuePair<string, string> header in headers.Where(header => header.Key != "host"))
        {
            request.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        return request;
    }
}
