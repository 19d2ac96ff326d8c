using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.S3;

/// <summary>
/// Transfers content with plain HTTP requests. The SDK's pipeline takes 2.8 s for 5,000 small objects where s5cmd takes 1.6
/// s, and it hashes everything that it reads.
/// </summary>
internal sealed class HttpContentTransport : IContentTransport
{
    private readonly LakeS3Connection _connection;
    private readonly SignedRequests _requests;

    public HttpContentTransport(LakeS3Connection connection, SignedRequests requests)
    {
        _connection = connection;
        _requests = requests;
    }

    public bool SignsPayload => _connection.SignsPayload;

    public Task<PutResult> PutAsync(PutHeaders headers, IRequestBody body, CancellationToken cancellationToken)
    {
        SortedDictionary<string, string> signed = new(StringComparer.Ordinal);
        headers.WriteTo(signed);
        if (headers.NoClobber)
        {
            signed["if-none-match"] = "*";
        }

        return SendAsync(Prepare(HttpMethod.Put, headers.Address, string.Empty, signed, body), cancellationToken);
    }

    public Task<PutResult> PutPartAsync(ObjectAddress address, string uploadId, int number, IRequestBody body, CancellationToken cancellationToken)
    {
        string query = $"partNumber={number.ToString(CultureInfo.InvariantCulture)}&uploadId={S3RequestUri.Escape(uploadId, keepSlashes: false)}";
        return SendAsync(Prepare(HttpMethod.Put, address, query, new SortedDictionary<string, string>(StringComparer.Ordinal), body), cancellationToken);
    }

    public async Task<ObjectBody> GetAsync(ObjectAddress address, ContentRange? range, CancellationToken cancellationToken)
    {
        SortedDictionary<string, string> headers = new(StringComparer.Ordinal);
        if (range is not null)
        {
            headers["range"] = new RangeHeaderValue(range.From, range.IsOpen ? null : range.To).ToString();
        }

        using HttpRequestMessage request = Prepare(HttpMethod.Get, address, string.Empty, headers, body: null);
        HttpResponseMessage answer = await _requests.SendAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            ContentRangeHeaderValue? got = answer.Content.Headers.ContentRange;
            long? length = answer.Content.Headers.ContentLength;
            return new ObjectBody(answer, await answer.Content.ReadAsStreamAsync().ConfigureAwait(false))
            {
                Length = length,
                Start = got?.From ?? 0,
                ObjectSize = ObjectSizes.Require(got is null ? length : got.Length),
                ETag = ETagOf(answer),
                ContentType = AnswerHeaders.Get(answer, "Content-Type"),
                LastModified = answer.Content.Headers.LastModified?.UtcDateTime,
                HasMd5 = AnswerHeaders.HasMd5(answer),
                Metadata = AnswerHeaders.MetadataOf(answer),
            };
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }

    private HttpRequestMessage Prepare(
        HttpMethod method, ObjectAddress address, string query, SortedDictionary<string, string> headers, IRequestBody? body) =>
        _requests.Make(method, new S3RequestUri(_connection.EndpointUrl, _connection.IsInHost(address.Container), address, query), headers, body);

    private async Task<PutResult> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using (request)
        using (HttpResponseMessage answer = await _requests.SendAsync(request, cancellationToken).ConfigureAwait(false))
        {
            // The body is empty; reading it to the end lets the connection be reused.
            using Stream rest = await answer.Content.ReadAsStreamAsync().ConfigureAwait(false);
            await rest.CopyToAsync(Stream.Null, 4096, cancellationToken).ConfigureAwait(false);
            return new PutResult(ETagOf(answer), AnswerHeaders.HasMd5(answer));
        }
    }

    private static string? ETagOf(HttpResponseMessage answer) => AnswerHeaders.Get(answer, "ETag");
}
