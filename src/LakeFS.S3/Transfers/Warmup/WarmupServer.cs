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
        HttpResponseMessage response = request.Content is null ? Get(request) : await PutAsync(request.Content).ConfigureAwait(false);
        response.RequestMessage = request;
        return response;
    }

    private static async Task<HttpResponseMessage> PutAsync(HttpContent content)
    {
        byte[] body = await content.ReadAsByteArrayAsync().ConfigureAwait(false);
        HttpResponseMessage response = new(HttpStatusCode.OK) { Content = new ByteArrayContent([]) };
        response.Headers.ETag = TagOf(Hashes.Md5(body, body.Length));
        return response;
    }

    private HttpResponseMessage Get(HttpRequestMessage request)
    {
        long size = long.Parse(request.RequestUri!.Segments.Last(), CultureInfo.InvariantCulture);
        RangeItemHeaderValue range = request.Headers.Range!.Ranges.Single();
        long from = range.From!.Value;
        long to = Math.Min(range.To!.Value, size - 1);
        HttpResponseMessage response = new(HttpStatusCode.PartialContent)
        {
            Content = new StreamContent(new WarmupContent(to - from + 1)),
        };
        response.Content.Headers.ContentLength = to - from + 1;
        response.Content.Headers.ContentRange = new ContentRangeHeaderValue(from, to, size);
        if (size <= _partSize)
        {
            response.Headers.ETag = TagOf(Hashes.Md5(new byte[size], (int)size));
            return response;
        }

        PartLayout layout = PartLayout.Of(_partSize);
        response.Headers.Add(UserMetadata.Prefix + PartLayout.MetadataName, layout.ToString());
        response.Headers.ETag = TagOf(Hashes.Md5OfParts(Enumerable.Repeat(_partMd5, layout.CountFor(size))));
        return response;
    }

    private static EntityTagHeaderValue TagOf(byte[] md5) => new($"\"{Hex.Of(md5)}\"");
}
