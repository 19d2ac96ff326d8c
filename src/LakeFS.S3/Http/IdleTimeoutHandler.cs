using System;
using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.Http;

/// <summary>
/// Cancels requests that make no progress. HttpClient's own timeout covers the whole upload but not the download, so a long
/// upload would fail and a stalled download would hang forever.
/// </summary>
internal sealed class IdleTimeoutHandler : DelegatingHandler
{
    private readonly TimeSpan _limit;

    public IdleTimeoutHandler(TimeSpan limit, HttpMessageHandler inner)
        : base(inner)
    {
        _limit = limit;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        IdleTimeout idleTimeout = new(_limit, cancellationToken);
        HttpContent? original = request.Content;
        using IdleTimeoutContent? body = original is null ? null : new IdleTimeoutContent(original, idleTimeout);
        request.Content = body;
        try
        {
            HttpResponseMessage response = await base.SendAsync(request, idleTimeout.Token).ConfigureAwait(false);
            idleTimeout.Restart();
            if (body is { IsUnderWay: true })
            {
                // An early error response. Stopping the body breaks the connection, so the response is read first.
                response.Content = await BufferAsync(response.Content, idleTimeout.Token).ConfigureAwait(false);
            }

            if (response.Content is not null)
            {
                response.Content = await WatchAsync(response.Content, idleTimeout).ConfigureAwait(false);
            }

            return response;
        }
        catch (Exception) when (idleTimeout.HasPassed)
        {
            // Replaces the exception of the canceled exchange: a body that was interrupted while being sent can surface as
            // a broken connection, which the SDK would always retry.
            HttpRequestException error = idleTimeout.Error();
            idleTimeout.Dispose();
            throw error;
        }
        catch
        {
            idleTimeout.Dispose();
            throw;
        }
        finally
        {
            // An exchange can end while its body is still being read. The SDK would rewind the body for the next attempt,
            // and both would read the same stream.
            if (body is not null)
            {
                await body.StopAsync().ConfigureAwait(false);
            }

            // The SDK reads the headers of its own content after the request.
            request.Content = original;
        }
    }

    private static async Task<HttpContent> WatchAsync(HttpContent original, IdleTimeout idleTimeout)
    {
        Stream body = await original.ReadAsStreamAsync().ConfigureAwait(false);
        return WithHeadersOf(original, new StreamContent(new IdleTimeoutStream(body, idleTimeout, ownsTimeout: true, idleTimeout.Token)));
    }

    private static async Task<HttpContent> BufferAsync(HttpContent original, CancellationToken cancellationToken)
    {
        using (original)
        {
            return WithHeadersOf(original, new StreamContent(await BoundedBody.ReadErrorAsync(original, cancellationToken).ConfigureAwait(false)));
        }
    }

    private static StreamContent WithHeadersOf(HttpContent original, StreamContent content)
    {
        foreach (var header in original.Headers)
        {
            content.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        return content;
    }
}
