using System;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Errors;

namespace LakeFS.S3.Http;

/// <summary>
/// Turns a redirect into an error. Following it would send a signature, session token or password to a server that the user
/// did not specify. The SDK follows some redirects itself, even from HTTPS to HTTP, so it must never see one.
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
            // If there is a target, it is in the body.
            return answer;
        }

        using (answer)
        {
            Uri server = new(request.RequestUri!.GetLeftPart(UriPartial.Authority));
            ErrorFacts facts = new() { Endpoint = server, Status = answer.StatusCode };
            throw region is null
                ? ServerErrors.Redirected(facts, TargetOf(request, answer.Headers.Location!))
                : ConnectionErrors.RegionOfBucket(facts, region);
        }
    }

    // A request without the header is a pre-signed one, whose path nobody has to see.
    private static Uri TargetOf(HttpRequestMessage request, Uri location)
    {
        Uri target = new(request.RequestUri!, location);
        return request.Headers.Contains("Authorization") ? target : new Uri(target.GetLeftPart(UriPartial.Authority));
    }
}
