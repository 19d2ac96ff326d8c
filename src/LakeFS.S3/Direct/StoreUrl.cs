using System;
using System.Net;
using System.Net.Sockets;
using LakeFS.S3.Errors;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.Direct;

/// <summary>
/// Checks URLs that a server handed out. The server chooses where content goes, so a URL may lead to any host that an object
/// store can have.
/// </summary>
internal static class StoreUrl
{
    /// <summary>Reads a URL.</summary>
    /// <param name="connection">The connection to the server.</param>
    /// <param name="text">The URL; the error does not show it.</param>
    /// <exception cref="LakeS3Exception"><c>LakeDirectTransferFailed</c>: it can't be that of an object store.</exception>
    public static Uri Require(LakeS3Connection connection, string? text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? url) || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp))
        {
            throw DirectTransferErrors.NotOffered(new ErrorFacts { Endpoint = connection.EndpointUrl });
        }

        return ProblemOf(connection, url) is string problem
            ? throw DirectTransferErrors.UrlInvalid(new ErrorFacts { Endpoint = connection.EndpointUrl }, problem)
            : ExactUri.Create(text!);
    }

    private static string? ProblemOf(LakeS3Connection connection, Uri url) =>
        url.UserInfo.Length > 0 ? "contains a user name"
        : IsLinkLocal(url) ? "leads to a link-local address"
        : url.Scheme == Uri.UriSchemeHttp
            && connection.EndpointUrl.Scheme == Uri.UriSchemeHttps
            && connection.DirectTransfer == DirectTransferMode.Auto
            && !url.IsLoopback ? "is not encrypted, but the connection to the server is"
        : null;

    // No store has such an address, but the services that hand out a cloud machine's credentials do.
    private static bool IsLinkLocal(Uri url) =>
        IPAddress.TryParse(url.DnsSafeHost, out IPAddress? address)
        && (address.IsIPv6LinkLocal || (V4Of(address) is { } bytes && bytes[0] == 169 && bytes[1] == 254));

    private static byte[]? V4Of(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? address.MapToIPv4().GetAddressBytes()
        : address.AddressFamily == AddressFamily.InterNetwork ? address.GetAddressBytes()
        : null;
}
