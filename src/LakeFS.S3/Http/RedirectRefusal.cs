using System;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.Http;

/// <summary>
/// Turns a redirect into an error. Whoever follows one takes a signature, a session token or a password to a server that
/// the user did not name. The SDK follows some by itself, also from HTTPS to plain HTTP, so that none may reach it.
/// </summary>
internal sealed class RedirectRefusal : DelegatingHandler
{
    private const string RegionHeader = "x-amz-bucket-region";

    public RedirectRefusal(HttpMessageHandler inner)
        : base(inner)
    {
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage answer = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if ((int)answer.StatusCode is < 300 or > 399 or 304)
        {
            return answer;
        }

        string? region = answer.Headers.TryGetValues(RegionHeader, out var regions) ? regions.FirstOrDefault() : null;
        if (region is null && answer.Headers.Location is null)
        {
            // Says where it leads in its body, if at all.
            return answer;
        }

        using (answer)
        {
            Uri server = new(request.RequestUri!.GetLeftPart(UriPartial.Authority));
            throw region is null ? Redirected(server, new Uri(request.RequestUri, answer.Headers.Location!), answer) : OtherRegion(server, region, answer);
        }
    }

    private static LakeS3Exception Redirected(Uri server, Uri target, HttpResponseMessage answer) => new(
        "LakeRedirected",
        LakeErrorKind.Connection,
        // The query may hold a signature.
        $"{server} redirects to {target.GetLeftPart(UriPartial.Path)} ({(int)answer.StatusCode}). Redirects are not followed, because they would take the key pair's signature there.")
    {
        RecommendedAction = target.Authority == server.Authority && target.Scheme == server.Scheme
            ? "Check the endpoint's URL: it has to be the address where lakeFS or the S3 store itself answers."
            : $"If you trust that server, connect with -EndpointUrl {target.GetLeftPart(UriPartial.Authority)}.",
        Endpoint = server,
        StatusCode = answer.StatusCode,
    };

    private static LakeS3Exception OtherRegion(Uri server, string region, HttpResponseMessage answer) => new(
        "LakeRegionMismatch", LakeErrorKind.InvalidArgument, $"The bucket is in the region {region}, and not where {server} leads.")
    {
        RecommendedAction = $"Connect with -Region {region}, and with that region's endpoint if you name one.",
        Endpoint = server,
        StatusCode = answer.StatusCode,
    };
}
