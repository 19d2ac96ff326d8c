using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Faults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LakeFS.S3.LocalGateway.Tests.Faults;

/// <summary>
/// A server on which every request is hit by one fault. Without it, GET /object answers <see cref="Content"/>, GET /xml an
/// XML text without a declared length; PUT takes the body, DELETE answers 204.
/// </summary>
internal sealed class FaultyServer : IAsyncDisposable
{
    public const string ETag = "\"abcdef0123456789abcdef0123456789\"";
    public const string Xml = "<Result><ETag>&#34;1bcd&#34;</ETag><Size>12</Size><ETag>\"0bcd\"</ETag></Result>";

    private readonly WebApplication _app;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Channel<string> _uploads = Channel.CreateUnbounded<string>();

    private FaultyServer(FaultRule rule)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        var injector = new FaultInjector(_stopping.Token);
        _app.Run(context => injector.ApplyAsync(
            context, rule, error => AnswerErrorAsync(context, error), () => HandleAsync(context)));
    }

    public static byte[] Content { get; } = Enumerable.Range(0, 200_000).Select(i => (byte)(i % 251)).ToArray();

    /// <summary>What became of each upload: <c>done:LENGTH</c>, or <c>failed:EXCEPTION</c>.</summary>
    public ChannelReader<string> Uploads => _uploads.Reader;

    public static async Task<FaultyServer> StartAsync(
        FaultKind fault, long afterBytes = 0, double seconds = 30)
    {
        var server = new FaultyServer(
            new FaultRule { Operation = "*", Fault = fault, AfterBytes = afterBytes, Seconds = seconds });
        await server._app.StartAsync();
        return server;
    }

    /// <summary>Sends a request and reads what comes until the connection ends.</summary>
    public async Task<RawAnswer> SendAsync(string method, string path, byte[]? body = null)
    {
        using TcpClient client = await ConnectAsync();
        string head = $"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: {body?.Length ?? 0}\r\n\r\n";
        NetworkStream stream = client.GetStream();
        using var received = new MemoryStream();
        bool isReset = false;
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
            await stream.WriteAsync(body ?? []);
            await stream.CopyToAsync(received);
        }
        catch (IOException e) when (e.InnerException is SocketException)
        {
            isReset = true;
        }

        return RawAnswer.Parse(received.ToArray(), isReset);
    }

    public async Task<TcpClient> ConnectAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, new Uri(_app.Urls.First()).Port);
        return client;
    }

    public Task StopStallsAsync() => _stopping.CancelAsync();

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _app.DisposeAsync();
        _stopping.Dispose();
    }

    private static Task AnswerErrorAsync(HttpContext context, S3Error error)
    {
        context.Response.StatusCode = error.Status;
        return context.Response.WriteAsync($"<Error><Code>{error.Code}</Code><Message>{error.Message}</Message></Error>");
    }

    private async Task HandleAsync(HttpContext context)
    {
        if (HttpMethods.IsPut(context.Request.Method))
        {
            await TakeAsync(context);
            return;
        }

        if (HttpMethods.IsDelete(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        context.Response.Headers.ETag = ETag;
        if (context.Request.Path == "/xml")
        {
            context.Response.ContentType = "application/xml";
            await context.Response.BodyWriter.WriteAsync(Encoding.ASCII.GetBytes(Xml[..20]));
            await context.Response.BodyWriter.WriteAsync(Encoding.ASCII.GetBytes(Xml[20..]));
            return;
        }

        context.Response.ContentLength = Content.Length;
        for (int start = 0; start < Content.Length; start += 30_000)
        {
            await context.Response.Body.WriteAsync(Content.AsMemory(start, Math.Min(30_000, Content.Length - start)));
        }
    }

    private async Task TakeAsync(HttpContext context)
    {
        try
        {
            using var taken = new MemoryStream();
            await context.Request.Body.CopyToAsync(taken);
            context.Response.ContentLength = 0;
            await _uploads.Writer.WriteAsync($"done:{taken.Length}");
        }
        catch (IOException e)
        {
            await _uploads.Writer.WriteAsync($"failed:{e.GetType().Name}");
        }
    }
}
