using System;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace LakeFS.S3.LocalGateway.Rest;

/// <summary>Who sends a REST request: HTTP basic authentication with the key pair.</summary>
internal static class RestAuthentication
{
    /// <summary>Checks a request's credentials.</summary>
    /// <returns>
    /// False if there are none, or none that can be read: some operations answer anyway (rest-config #15).
    /// </returns>
    /// <exception cref="RestFailureException">There are credentials, and they are wrong.</exception>
    public static bool Check(HttpRequest request, LocalGatewayOptions options)
    {
        string header = request.Headers.Authorization.ToString();
        if (header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            throw Refusal();
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

        byte[] expected = Encoding.UTF8.GetBytes($"{options.AccessKeyId}:{options.SecretAccessKey}");
        return CryptographicOperations.FixedTimeEquals(buffer.AsSpan(0, length), expected) ? true : throw Refusal();
    }

    public static RestFailureException Refusal() => new(401, "error authenticating request");
}
