using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Errors;
using LakeFS.S3.Http;
using LakeFS.S3.Primitives;
using LakeFS.S3.S3;

namespace LakeFS.S3.Direct;

/// <summary>
/// Sends requests with pre-signed URLs to an object store, without retries. They carry no credentials besides the URL, and no
/// exception contains the URL.
/// </summary>
internal sealed class StoreClient(LakeS3Connection connection)
{
    // Azure requires it of a PUT.
    private const string BlobTypeHeader = "x-ms-blob-type";

    private ObjectStores Stores => connection.Http.Stores;

    /// <summary>Requests content.</summary>
    /// <param name="url">The pre-signed URL.</param>
    /// <param name="range">The range; null for the whole object.</param>
    /// <param name="cancellationToken">Cancels the request and reading the response.</param>
    /// <exception cref="ServerErrorException">The store rejected the request.</exception>
    public async Task<HttpResponseMessage> GetAsync(Uri url, ContentRange? range, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, url);
        if (range is not null)
        {
            request.Headers.Range = new RangeHeaderValue(range.From, range.IsOpen ? null : range.To);
        }

        return await SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends content.</summary>
    /// <param name="url">The pre-signed URL.</param>
    /// <param name="body">The content.</param>
    /// <param name="needsBlobType">Whether the store is Azure's.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The store's ETag, and whether it is the MD5 of the content.</returns>
    /// <exception cref="ServerErrorException">The store rejected the request.</exception>
    public async Task<PutResult> PutAsync(Uri url, IRequestBody body, bool needsBlobType, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Put, url) { Content = new SendingContent(body) };
        if (needsBlobType)
        {
            request.Headers.Add(BlobTypeHeader, "BlockBlob");
        }

        using HttpResponseMessage answer = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        // The body is empty; reading it to the end lets the connection be reused.
        using MemoryStream rest = await BoundedBody.ReadAsync(answer.Content, cancellationToken).ConfigureAwait(false);
        return StoreDigest.Of(answer);
    }

    /// <summary>Whether a store refused a request for good; a URL that has expired looks the same.</summary>
    public static bool IsRefusal(ServerErrorException error) =>
        error.StatusCode is >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError
        and not (HttpStatusCode.RequestTimeout or (HttpStatusCode)429 or HttpStatusCode.RequestedRangeNotSatisfiable);

    /// <summary>The error for a store that refuses a URL that was signed a moment ago.</summary>
    public static LakeS3Exception Refused(Uri url, ServerErrorException error) => DirectTransferErrors.Refused(FactsOf(url, error));

    /// <summary>Translates any other failure; null if it is not one of the store or the network.</summary>
    public LakeS3Exception? Explain(Uri url, Exception failure) => failure switch
    {
        ServerErrorException { StatusCode: HttpStatusCode.ServiceUnavailable or (HttpStatusCode)429 } error =>
            ServerErrors.Throttled(FactsOf(url, error), Attempts.Of(error)),
        ServerErrorException error => ServerErrors.Unexpected(FactsOf(url, error)),
        _ => Stores.ErrorsOf(url).Explain(failure, isChange: false),
    };

    private static ErrorFacts FactsOf(Uri url, ServerErrorException error) =>
        new() { Endpoint = ObjectStores.Endpoint(url), Status = error.StatusCode, Code = error.ErrorCode, RequestId = error.RequestId, Inner = error };

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage answer = await Stores.Client
            .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        try
        {
            await S3ErrorReader.RequireSuccessAsync(answer, cancellationToken).ConfigureAwait(false);
            return answer;
        }
        catch (ServerErrorException error)
        {
            answer.Dispose();
            if (error.StatusCode is HttpStatusCode.ServiceUnavailable or (HttpStatusCode)429)
            {
                connection.Network.AddSetback();
            }

            // Some stores show in their message what they signed.
            throw new ServerErrorException(
                error.StatusCode, error.ErrorCode, "The object store refused the request.", error.RequestId, error.HostId, error.ServerTime, error.RetryAfter);
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }
}
