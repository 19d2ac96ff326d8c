using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>A call of a webhook.</summary>
internal sealed record ReceivedEvent(string Path, string Query, IHeaderDictionary Headers, JsonElement Body);

/// <summary>A server that webhooks are sent to.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly WebApplication application;
    private readonly ConcurrentQueue<ReceivedEvent> events = [];
    private readonly SemaphoreSlim arrived = new(0);

    private WebhookReceiver(WebApplication application) => this.application = application;

    public string Url => application.Urls.First();

    public IReadOnlyCollection<ReceivedEvent> Events => events;

    /// <summary>What is done before an answer; the status is what it returns.</summary>
    public Func<ReceivedEvent, Task<int>> Answer { get; set; } = _ => Task.FromResult(200);

    public static async Task<WebhookReceiver> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        WebApplication application = builder.Build();
        application.Urls.Add("http://127.0.0.1:0");
        WebhookReceiver receiver = new(application);
        application.Run(receiver.ReceiveAsync);
        await application.StartAsync();
        return receiver;
    }

    /// <summary>The next event, which may be still to come.</summary>
    public async Task<ReceivedEvent> NextAsync()
    {
        Assert.True(await arrived.WaitAsync(Limit), "no webhook was called");
        Assert.True(events.TryDequeue(out ReceivedEvent? next));
        return next!;
    }

    /// <summary>Answers nothing any more.</summary>
    public Task StopAsync() => application.StopAsync();

    public async ValueTask DisposeAsync() => await application.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        using StreamReader body = new(context.Request.Body);
        string text = await body.ReadToEndAsync();
        // The server uses its own again for the next request.
        HeaderDictionary headers = new(context.Request.Headers.ToDictionary(header => header.Key, header => header.Value));
        ReceivedEvent received = new(context.Request.Path, context.Request.QueryString.Value ?? "", headers, JsonBody.TryParse(text)!.Value);
        events.Enqueue(received);
        arrived.Release();
        context.Response.StatusCode = await Answer(received);
        await context.Response.WriteAsync("answered");
    }
}
