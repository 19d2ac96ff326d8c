using System;
using LakeFS.S3.Errors;

namespace LakeFS.S3.Connections;

/// <summary>The server's URL, validated and normalized.</summary>
internal sealed class Endpoint
{
    private const string ApiPath = "/api/v1";

    private Endpoint(Uri url, bool apiPathRemoved)
    {
        Url = url;
        ApiPathRemoved = apiPathRemoved;
    }

    /// <summary>Scheme, host and port.</summary>
    public Uri Url { get; }

    /// <summary>Whether the URL ended in <c>/api/v1</c>, which belongs to the REST API and not to the gateway.</summary>
    public bool ApiPathRemoved { get; }

    /// <summary>Validates a proxy given by a user; null is none.</summary>
    /// <exception cref="LakeS3Exception"><c>LakeEndpointInvalid</c>.</exception>
    public static void RequireProxy(Uri? proxy)
    {
        if (proxy is not null && (!proxy.IsAbsoluteUri || proxy.Host.Length == 0 || !(proxy.Scheme is "http" or "https" || proxy.Scheme.StartsWith("socks", StringComparison.Ordinal))))
        {
            // It may hold a password, so the message does not show it.
            throw ConnectionErrors.EndpointInvalid("The proxy is not a URL such as http://proxy.example.com:3128.");
        }
    }

    /// <summary>Validates an endpoint given by a user.</summary>
    /// <exception cref="LakeS3Exception"><c>LakeEndpointInvalid</c>.</exception>
    public static Endpoint Parse(string text)
    {
        string trimmed = text.Trim();
        if (trimmed.Length == 0)
        {
            throw ConnectionErrors.EndpointInvalid("The endpoint's URL is empty.");
        }

        if (!Uri.TryCreate(trimmed, UriKind.Absolute, out Uri? url)
            || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps)
            || url.Host.Length == 0)
        {
            throw ConnectionErrors.EndpointInvalid(trimmed.IndexOf('@') >= 0
                ? "The endpoint is not an http or https URL."
                : $"'{trimmed}' is not an http or https URL.");
        }

        // A password in the URL must not be shown in an error record.
        if (url.UserInfo.Length > 0)
        {
            throw ConnectionErrors.EndpointInvalid("The endpoint's URL holds a user name or password.");
        }

        if (url.Query.Length > 0 || url.Fragment.Length > 0)
        {
            throw ConnectionErrors.EndpointInvalid("The endpoint's URL holds a query or a fragment.");
        }

        string path = url.AbsolutePath.TrimEnd('/');
        bool api = string.Equals(path, ApiPath, StringComparison.OrdinalIgnoreCase);
        return path.Length == 0 || api
            ? new Endpoint(new Uri(url.GetLeftPart(UriPartial.Authority)), api)
            : throw ConnectionErrors.EndpointInvalid($"The endpoint's URL has the path '{path}'; the gateway answers at the root of its host.");
    }
}
