using System;
using System.Linq;
using System.Net;
using LakeFS.S3.LocalGateway.S3;
using Microsoft.AspNetCore.Http;

namespace LakeFS.S3.LocalGateway.Hosting;

/// <summary>
/// Keeps out what a page in a browser of this machine would send: a page of any site reaches 127.0.0.1, and one whose name
/// was made to lead there also reads the answers. lakeFS itself checks neither.
/// </summary>
/// <param name="options">With the gateway domains and further names.</param>
internal sealed class BrowserGuard(LocalGatewayOptions options)
{
    /// <summary>Why a request is not answered; null if it is.</summary>
    public Refusal? Check(HttpRequest request)
    {
        if (request.Host.HasValue && !IsOurs(request.Host))
        {
            return new Refusal(StatusCodes.Status421MisdirectedRequest, $"This local gateway is not {request.Host.Value}.");
        }

        return !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && IsFromAnotherSite(request)
            ? new Refusal(StatusCodes.Status403Forbidden, "A page of another site can't change anything here.")
            : null;
    }

    // Nobody else can have one of these names lead here: they are of this machine, of lakeFS, or given.
    private bool IsOurs(HostString host)
    {
        string name = host.Host.TrimEnd('.');
        return name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(name, out IPAddress? address) && IPAddress.IsLoopback(address))
            || S3Address.IsGatewayHost(name, options.GatewayDomains)
            || options.Hosts.Contains(name, StringComparer.OrdinalIgnoreCase);
    }

    private static bool IsFromAnotherSite(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].Any(site => site is "cross-site" or "same-site")
        || request.Headers.Origin.Any(origin => !string.Equals(origin, $"{request.Scheme}://{request.Host.Value}", StringComparison.OrdinalIgnoreCase));

    /// <summary>How a request is refused.</summary>
    /// <param name="Status">The HTTP status.</param>
    /// <param name="Reason">The reason, as a sentence.</param>
    internal sealed record Refusal(int Status, string Reason);
}
