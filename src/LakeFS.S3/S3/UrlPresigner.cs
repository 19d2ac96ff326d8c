using System;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Amazon.S3;
using Amazon.S3.Model;

namespace LakeFS.S3.S3;

/// <summary>
/// Signs URLs that hold as long as was asked for. The SDK takes a point in time and counts to it from the server's
/// clock as far as it knows it, from answers that name whole seconds and may have been long on their way.
/// </summary>
internal sealed class UrlPresigner
{
    private static readonly TimeSpan Probe = TimeSpan.FromHours(1);

    // SigV4 ends at 7 days; a second is left for the one that may begin in between.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1);

    private static readonly Regex Expiry = new("X-Amz-Expires=(?<seconds>[0-9]+)", RegexOptions.CultureInvariant);

    private readonly IAmazonS3 _s3;
    private readonly Protocol _protocol;

    public UrlPresigner(IAmazonS3 s3, Uri endpoint)
    {
        _s3 = s3;
        _protocol = endpoint.Scheme == Uri.UriSchemeHttps ? Protocol.HTTPS : Protocol.HTTP;
    }

    /// <summary>Signs a URL.</summary>
    public async Task<string> SignAsync(ObjectAddress address, HttpVerb verb, TimeSpan lifetime)
    {
        string probe = await SignUntilAsync(address, verb, DateTime.UtcNow + Probe).ConfigureAwait(false);
        TimeSpan off = TimeSpan.FromSeconds(long.Parse(Expiry.Match(probe).Groups["seconds"].Value, CultureInfo.InvariantCulture)) - Probe;
        TimeSpan wanted = lifetime < Longest ? lifetime : Longest;
        return await SignUntilAsync(address, verb, DateTime.UtcNow + wanted - off).ConfigureAwait(false);
    }

    private Task<string> SignUntilAsync(ObjectAddress address, HttpVerb verb, DateTime end) =>
        _s3.GetPreSignedURLAsync(new GetPreSignedUrlRequest
        {
            BucketName = address.Container,
            Key = address.S3Key,
            Verb = verb,
            Expires = end,
            Protocol = _protocol,
        });
}
