using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Http;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.S3;

/// <summary>
/// Content by plain HTTP requests of our own. The SDK's pipeline takes 2.8 s for 5,000 small objects where s5cmd takes
/// 1.6 s, and it wraps what it reads in a hash of its own.
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

    public bool RetriesItself => false;

    public Task<PutResult> PutAsync(PutHeaders headers, IRequestBody body, CancellationToken cancellationToken)
    {
        SortedDictionary<string, string> signed = new(StringComparer.Ordinal);
        foreach (KeyValuePair<string, string> pair in headers.Metadata)
        {
            signed[UserMetadata.Prefix + pair.Key.ToLowerInvariant()] = EncodedWord.Encode(pair.Value);
        }

        HttpRequestMessage request = Prepare(HttpMethod.Put, headers.Address, string.Empty, signed, body);
        request.Content!.Headers.TryAddWithoutValidation("Content-Type", headers.ContentType);
        foreach (KeyValuePair<string, string> header in headers.Standard.All)
        {
            // Cache-Control is a request's, the others are its content's.
            if (!request.Headers.TryAddWithoutValidation(header.Key, header.Value))
            {
                request.Content.Headers.TryAddWithoutValidation(header.Key, header.Value);
            }
        }

        if (headers.NoClobber)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", "*");
        }

        return SendAsync(request, cancellationToken);
    }

    public Task<PutResult> PutPartAsync(ObjectAddress address, string uploadId, int number, IRequestBody body, CancellationToken cancellationToken)
    {
        string query = $"partNumber={number.ToString(CultureInfo.InvariantCulture)}&uploadId={S3RequestUri.Escape(uploadId, keepSlashes: false)}";
        return SendAsync(Prepare(HttpMethod.Put, address, query, new SortedDictionary<string, string>(StringComparer.Ordinal), body), cancellationToken);
    }

    public async Task<ObjectBody> GetAsync(ObjectAddress address, ContentRange? range, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(address, range, cancellationToken).ConfigureAwait(false);
        }
        catch (ServerErrorException empty) when (range?.From == 0 && empty.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            return await ReadAsync(address, range: null, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<ObjectBody> ReadAsync(ObjectAddress address, ContentRange? range, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = Prepare(
            HttpMethod.Get, address, string.Empty, new SortedDictionary<string, string>(StringComparer.Ordinal), body: null);
        if (range is not null)
        {
            request.Headers.Range = new RangeHeaderValue(range.From, range.To);
        }

        HttpResponseMessage answer = await _connection.Http.Client
            .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        try
        {
            await S3ErrorReader.RequireSuccessAsync(answer).ConfigureAwait(false);
            ContentRangeHeaderValue? got = answer.Content.Headers.ContentRange;
            long? length = answer.Content.Headers.ContentLength;
            return new ObjectBody(answer, await answer.Content.ReadAsStreamAsync().ConfigureAwait(false))
            {
                Length = length,
                Start = got?.From ?? 0,
                ObjectSize = got is null ? length : got.Length,
                ETag = ETagOf(answer),
                HasMd5 = HasMd5(answer),
                Metadata = MetadataOf(answer),
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
        using (HttpResponseMessage answer = await _connection.Http.Client
            .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false))
        {
            await S3ErrorReader.RequireSuccessAsync(answer).ConfigureAwait(false);
            // Read to its end, empty as it should be, so that the connection can be used again.
            using Stream rest = await answer.Content.ReadAsStreamAsync().ConfigureAwait(false);
            await rest.CopyToAsync(Stream.Null, 4096, cancellationToken).ConfigureAwait(false);
            return new PutResult(ETagOf(answer), HasMd5(answer));
        }
    }

    private static string? ETagOf(HttpResponseMessage answer) => Header(answer, "ETag");

    private static bool HasMd5(HttpResponseMessage answer) =>
        ETags.IsMd5Under(Header(answer, "x-amz-server-side-encryption"), Header(answer, "x-amz-server-side-encryption-customer-algorithm"));

    private static string? Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out IEnumerable<string>? values) ? values.FirstOrDefault() : null;

    private static Dictionary<string, string> MetadataOf(HttpResponseMessage answer)
    {
        Dictionary<string, string> metadata = new(StringComparer.OrdinalIgnoreCase);
        foreach (KeyValuePair<string, IEnumerable<string>> header in answer.Headers)
        {
            if (header.Key.StartsWith(UserMetadata.Prefix, StringComparison.OrdinalIgnoreCase))
            {
                metadata[header.Key.Substring(UserMetadata.Prefix.Length)] = string.Join(",", header.Value);
            }
        }

        return metadata;
    }
}
