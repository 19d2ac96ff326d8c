using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3;

/// <summary>
/// Ends requests that stand still. HttpClient's own timeout counts the whole upload but none of the download,
/// so a long upload would die of it and a stalled download would hang for good.
/// </summary>
internal sealed class DeadlineHandler : DelegatingHandler
{
    private readonly TimeSpan _patience;

    public DeadlineHandler(TimeSpan patience, HttpMessageHandler inner)
        : base(inner)
    {
        _patience = patience;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Deadline deadline = new(_patience, cancellationToken);
        HttpContent? original = request.Content;
        try
        {
            if (original is not null)
            {
                request.Content = new WatchedRequestContent(original, deadline);
            }

            HttpResponseMessage response = await base.SendAsync(request, deadline.Token).ConfigureAwait(false);
            deadline.PutOff();
            if (response.Content is not null)
            {
                response.Content = await WatchAsync(response.Content, deadline).ConfigureAwait(false);
            }

            return response;
        }
        catch (Exception inner) when (deadline.HasPassed)
        {
            // Whatever the cancelled exchange ended with: a body that was cut off while it was being sent can come
            // out as a broken connection, which the SDK would try again in any case.
            HttpRequestException error = deadline.Error(inner);
            deadline.Dispose();
            throw error;
        }
        catch
        {
            deadline.Dispose();
            throw;
        }
        finally
        {
            // The SDK reads the headers of its own content after the call.
            request.Content = original;
        }
    }

    private static async Task<HttpContent> WatchAsync(HttpContent original, Deadline deadline)
    {
        Stream body = await original.ReadAsStreamAsync().ConfigureAwait(false);
        StreamContent watched = new(new WatchedStream(body, deadline, ownsDeadline: true));
        foreach (var header in original.Headers)
        {
            watched.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        return watched;
    }

    /// <summary>Passes a request's body on and puts the deadline off with every write.</summary>
    private sealed class WatchedRequestContent : HttpContent
    {
        private readonly HttpContent _inner;
        private readonly Deadline _deadline;

        public WatchedRequestContent(HttpContent inner, Deadline deadline)
        {
            _inner = inner;
            _deadline = deadline;
            foreach (var header in inner.Headers)
            {
                Headers.TryAddWithoutValidation(header.Key, header.Value);
            }
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            _inner.CopyToAsync(new WatchedStream(stream, _deadline, ownsDeadline: false));

        protected override bool TryComputeLength(out long length)
        {
            length = _inner.Headers.ContentLength ?? -1;
            return length >= 0;
        }
    }
}
