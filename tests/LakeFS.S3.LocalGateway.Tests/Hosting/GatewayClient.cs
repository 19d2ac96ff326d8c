using System;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>Sends single requests to a gateway, each on a connection of its own.</summary>
internal sealed class GatewayClient(Uri url, KeyPair keys, X509Certificate2Collection? trusted = null)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly RequestSigner signer = new(keys, TimeProvider.System);

    public GatewayClient(LocalGateway gateway)
        : this(gateway.Url, new KeyPair(gateway.AccessKeyId, gateway.SecretAccessKey))
    {
    }

    /// <summary>Sends an S3 request, signed in its header.</summary>
    /// <param name="method">Method.</param>
    /// <param name="target">Path and query, percent-encoded.</param>
    /// <param name="body">Content; null: none.</param>
    public Task<RawHttpResponse> S3Async(string method, string target, byte[]? body = null) =>
        SendAsync(method, target, body, new RecordedAuthentication { Key = "valid", Signing = "sigv4-header", Payload = "sha256" });

    /// <summary>Sends an S3 request, signed in its query for 15 minutes.</summary>
    public Task<RawHttpResponse> PresignedAsync(string method, string target) => SendAsync(method, target, null, new RecordedAuthentication
    {
        Key = "valid",
        Signing = "sigv4-presigned",
        ExpiresSeconds = JsonBody.TryParse("900")!.Value,
    });

    /// <summary>Sends a REST request with a JSON body.</summary>
    public Task<RawHttpResponse> RestAsync(string method, string target, string? json = null) =>
        SendAsync(method, "/api/v1" + target, Utf8(json), new RecordedAuthentication { Key = "valid", Signing = "basic" });

    /// <summary>Sends a request without credentials, as to the control endpoints.</summary>
    public Task<RawHttpResponse> PlainAsync(string method, string target, string? json = null) =>
        SendAsync(method, target, Utf8(json), new RecordedAuthentication { Key = "none", Signing = "none" });

    private static byte[]? Utf8(string? text) => text is null ? null : Encoding.UTF8.GetBytes(text);

    private async Task<RawHttpResponse> SendAsync(string method, string target, byte[]? body, RecordedAuthentication auth)
    {
        string[] parts = target.Split('?', 2);
        OutgoingRequest request = new() { Method = method, Path = parts[0], Body = body };
        request.Headers.Add(new HeaderField("Host", url.Authority));
        if (body is not null)
        {
            request.Headers.Add(new HeaderField("Content-Type", "application/json"));
        }

        foreach (string parameter in parts.Length == 1 ? [] : parts[1].Split('&'))
        {
            string[] pair = parameter.Split('=', 2);
            request.Query.Add(new QueryParameter(pair[0], pair.Length == 1 ? null : pair[1]));
        }

        signer.Sign(request, auth);
        using CancellationTokenSource patience = new(Patience);
        await using RawHttpConnection connection = await RawHttpConnection.OpenAsync(url, trusted, patience.Token);
        return await connection.ExchangeAsync(request, patience.Token);
    }
}
