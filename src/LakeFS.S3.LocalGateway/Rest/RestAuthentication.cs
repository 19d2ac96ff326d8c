using System;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace LakeFS.S3.LocalGateway.Rest;

/// <summary>Who sends a REST request: HTTP basic authentication with the key pair, or the token of a login.</summary>
internal static class RestAuthentication
{
    /// <summary>Checks a request's credentials.</summary>
    /// <returns>
    /// False if there are none, or none that can be read: some operations answer anyway (rest-config #15).
    /// </returns>
    /// <exception cref="RestFailureException">There are credentials, and they are wrong.</exception>
    public static bool Check(HttpRequest request, LocalGatewayOptions options, DateTimeOffset now)
    {
        string header = request.Headers.Authorization.ToString();
        const string bearer = "Bearer ";
        if (header.StartsWith(bearer, StringComparison.OrdinalIgnoreCase))
        {
            return LoginTokens.IsValid(header[bearer.Length..].Trim(), now) ? true : throw Refusal();
        }

        const string scheme = "Basic ";
        if (!header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        byte[] buffer = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[scheme.Length..].Trim(), buffer, out int length))
        {
            return false;
        }

        return IsPair(buffer.AsSpan(0, length), options) ? true : throw Refusal();
    }

    public static bool IsKeyPair(string accessKeyId, string secretAccessKey, LocalGatewayOptions options) =>
        IsPair(Encoding.UTF8.GetBytes($"{accessKeyId}:{secretAccessKey}"), options);

    private static bool IsPair(ReadOnlySpan<byte> given, LocalGatewayOptions options) => CryptographicOperations.FixedTimeEquals(
        given, Encoding.UTF8.GetBytes($"{options.AccessKeyId}:{options.SecretAccessKey}"));

    public static RestFailureException Refusal() => new(401, "error authenticating request");
}
