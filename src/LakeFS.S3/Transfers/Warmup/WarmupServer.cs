using System;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Integrity;
using LakeFS.S3.Primitives;
using LakeFS.S3.S3;

namespace LakeFS.S3.Transfers.Warmup;

/// <summary>
/// A server without a network: an object's key is its size in zero bytes, and an upload is answered with its ETag. As over a
/// network, every answer is asynchronous.
/// </summary>
internal sealed class WarmupServer : HttpMessageHandler
{
    private readonly int _partSize;
    private readonly byte[] _partMd5;

    /// <summary>Creates the server.</summary>
    /// <param name="partSize">The part size of its objects, in bytes; objects up to that size have one part.</param>
    public WarmupServer(int partSize)
    {
        _partSize = partSize;
        _partMd5 = Hashes.Md5(new byte[partSize], partSize);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await Task.Yield();
        HttpResponseMessage answer = request.Content is null ? Get(request) : await PutAsync(request.Content).ConfigureAwait(false);
        answer.RequestMessage = request;
        return answer;
    }

    private static async Task<HttpResponseMessage> PutAsync(HttpContent content)
    {
        byte[] body = await content.ReadAsByteArrayAsync().ConfigureAwait(false);
        HttpResponseMessage answer = new(HttpStatusCode.OK) { Content = new ByteArrayContent([]) };
        answer.Headers.ETag = TagOf(Hashes.Md5(body, body.Length));
        return answer;
    }

    private HttpResponseMessage Get(HttpRequestMessage request)
    {
        long size = long.Parse(request.RequestUri!.Segments.Last(), CultureInfo.InvariantCulture);
        RangeItemHeaderValue wanted = request.Headers.Range!.Ranges.Single();
        long from = wanted.From!.Value;
        long to = Math.Min(wanted.To!.Value, size - 1);
        HttpResponseMessage answer = new(HttpStatusCode.PartialContent)
        {
            Content = new StreamContent(new WarmupContent(to - from + 1)),
        };
        answer.Content.Headers.ContentLength = to - from + 1;
        answer.Content.Headers.ContentRange = new ContentRangeHeaderValue(from, to, size);
        if (size <= _partSize)
        {
            answer.Headers.ETag = TagOf(Hashes.Md5(new byte[size], (int)size));
            return answer;
        }

        PartLayout layout = PartLayout.Of(_partSize);
        answer.Headers.Add(UserMetadata.Prefix + PartLayout.MetadataName, layout.ToString());
        answer.Headers.ETag = TagOf(Hashes.Md5OfParts(Enumerable.Repeat(_partMd5, layout.CountFor(size))));
        return answer;
    }

    private static EntityTagHeaderValue TagOf(byte[] md5) => new($"\"{Hex.Of(md5)}\"");
}
