using System;
using System.IO;
using System.Net.Http;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Http;
using Xunit;

namespace LakeFS.S3.Tests;

public sealed class IdleTimeoutHandlerTests
{
    [Fact]
    public async Task An_exchange_ends_only_when_nobody_reads_its_body_any_more()
    {
        byte[] content = new byte[1000];
        using GatedStream body = new(content);
        using HttpMessageInvoker client = new(new IdleTimeoutHandler(TimeSpan.FromMinutes(1), new BreakingTransport()));
        using HttpRequestMessage request = new(HttpMethod.Put, "http://127.0.0.1/") { Content = new StreamContent(body) };

        Task<HttpResponseMessage> exchange = client.SendAsync(request, CancellationToken.None);

        // A retry would rewind the body now, under the first attempt's hands.
        Assert.False(exchange.IsCompleted);
        body.Release(content.Length);
        await Assert.ThrowsAsync<HttpRequestException>(() => exchange);
    }

    [Fact]
    public async Task A_timeout_does_not_look_like_a_broken_connection()
    {
        using HttpMessageInvoker client = new(new IdleTimeoutHandler(TimeSpan.FromMilliseconds(50), new SilentTransport()));
        using HttpRequestMessage request = new(HttpMethod.Get, "http://127.0.0.1/");

        HttpRequestException error = await Assert.ThrowsAsync<HttpRequestException>(() => client.SendAsync(request, CancellationToken.None));

        // The SDK sends requests again, up to ten times beyond its retries, when a socket broke among the causes.
        Assert.IsType<TimeoutException>(error.InnerException);
        Assert.Null(error.InnerException.InnerException);
    }

    /// <summary>Never answers, and ends as a socket does that is closed under a request.</summary>
    private sealed class SilentTransport : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            TaskCompletionSource cancelled = new();
            using CancellationTokenRegistration registration = cancellationToken.Register(cancelled.SetResult);
            await cancelled.Task;
            throw new HttpRequestException("The request was ended.", new IOException("Broken pipe", new SocketException((int)SocketError.ConnectionReset)));
        }
    }

    /// <summary>Breaks while the body is still being read, as a connection that is reset does.</summary>
    private sealed class BreakingTransport : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            _ = request.Content!.CopyToAsync(Stream.Null, cancellationToken);
            throw new HttpRequestException("The connection broke.");
        }
    }
}
