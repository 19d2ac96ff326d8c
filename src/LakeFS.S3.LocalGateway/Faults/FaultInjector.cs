using System;
using System.IO;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LakeFS.S3.LocalGateway.Faults;

/// <summary>Makes a request go wrong the way a fault rule says, around the handling of the request.</summary>
/// <param name="stopping">Is cancelled when the server stops: it ends every stall and delay.</param>
public sealed class FaultInjector(CancellationToken stopping)
{
    /// <summary>The code of an error that stands for a hook's refusal.</summary>
    internal const string HookCode = "HookFailed";

    /// <summary>
    /// Handles a request that a rule hits. Faults in the body put a stream of their own in place of the request's or the
    /// response's body before <paramref name="handle"/> runs, so that is also where the signature is to be verified.
    /// </summary>
    /// <param name="context">The request; nothing of its answer may have been sent.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="writeError">Answers an error in the form that fits the request, XML or JSON.</param>
    /// <param name="handle">Handles the request as if there were no rule; not called where the fault takes its place.</param>
    /// <returns>A task that ends when the request has been answered, or its connection aborted.</returns>
    /// <exception cref="IOException">From reading the request's body, where the fault aborts the connection there.</exception>
    public async Task ApplyAsync(HttpContext context, FaultRule rule, Func<S3Error, Task> writeError, Func<Task> handle)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(writeError);
        ArgumentNullException.ThrowIfNull(handle);
        switch (rule.Fault)
        {
            case FaultKind.Error:
                await writeError(new S3Error(rule.Status, rule.Code, rule.Message)).ConfigureAwait(false);
                break;
            case FaultKind.Hook:
                await writeError(new S3Error(StatusCodes.Status412PreconditionFailed, HookCode, rule.Message)).ConfigureAwait(false);
                break;
            case FaultKind.Html:
                await AnswerPageAsync(context).ConfigureAwait(false);
                break;
            case FaultKind.Reset:
                context.Abort();
                break;
            case FaultKind.HalfClose:
                context.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket.Shutdown(SocketShutdown.Send);
                await WaitAsync(context, rule).ConfigureAwait(false);
                context.Abort();
                break;
            case FaultKind.LostAnswer:
                await TransformAsync(context, new DroppedResponseStream(context.Response), handle).ConfigureAwait(false);
                context.Abort();
                break;
            case FaultKind.Stall:
                await WaitAsync(context, rule).ConfigureAwait(false);
                context.Abort();
                break;
            case FaultKind.Delay:
                if (await WaitAsync(context, rule).ConfigureAwait(false))
                {
                    await handle().ConfigureAwait(false);
                }
                else
                {
                    context.Abort();
                }

                break;
            case FaultKind.ResetInBody:
            case FaultKind.StallInBody:
                await BreakBodyAsync(context, rule, handle).ConfigureAwait(false);
                break;
            case FaultKind.WrongContentLength:
                await DeclareMoreAsync(context, handle).ConfigureAwait(false);
                break;
            case FaultKind.Truncate:
                await TruncateAsync(context, rule, handle).ConfigureAwait(false);
                break;
            case FaultKind.Corrupt:
                await CorruptAsync(context, rule, handle).ConfigureAwait(false);
                break;
            case FaultKind.Mangle:
                await TransformAsync(context, new MangledResponseStream(context.Response), handle).ConfigureAwait(false);
                break;
            case FaultKind.Drip:
                await DripAsync(context, rule, handle).ConfigureAwait(false);
                break;
            case FaultKind.Redirect:
                Redirect(context, rule);
                break;
            case FaultKind.WrongETag:
                await ChangeETagsAsync(context, handle).ConfigureAwait(false);
                break;
            default:
                throw new ArgumentException($"Unknown fault {rule.Fault}.", nameof(rule));
        }
    }

    private static async Task AnswerPageAsync(HttpContext context)
    {
        byte[] page = Encoding.UTF8.GetBytes(
            "<!doctype html><html lang=\"en\"><head><title>lakeFS</title></head><body><div id=\"root\"></div></body></html>\n");
        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.ContentLength = page.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(page, context.RequestAborted).ConfigureAwait(false);
        }
    }

    private static void Redirect(HttpContext context, FaultRule rule)
    {
        context.Response.StatusCode = rule.Status is >= 300 and < 400 ? rule.Status : StatusCodes.Status307TemporaryRedirect;
        context.Response.Headers.Location = "http://127.0.0.2:9/elsewhere" + context.Request.Path;
        context.Response.ContentLength = 0;
    }

    private async Task DripAsync(HttpContext context, FaultRule rule, Func<Task> handle)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        var body = new DrippingResponseStream(context.Response, TimeSpan.FromSeconds(rule.Seconds), ended.Token);
        await TransformAsync(context, body, handle).ConfigureAwait(false);
    }

    // True when the time is over, false when the client has gone or the server stops.
    private async Task<bool> WaitAsync(HttpContext context, FaultRule rule)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        Task wait = Task.Delay(TimeSpan.FromSeconds(rule.Seconds), ended.Token);
        await wait.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return wait.IsCompletedSuccessfully;
    }

    private async Task BreakBodyAsync(HttpContext context, FaultRule rule, Func<Task> handle)
    {
        async Task BreakAsync()
        {
            if (rule.Fault == FaultKind.StallInBody)
            {
                await WaitAsync(context, rule).ConfigureAwait(false);
            }

            context.Abort();
        }

        if (HttpMethods.IsPut(context.Request.Method) && context.Request.ContentLength != 0)
        {
            context.Request.Body = new BrokenRequestStream(context.Request.Body, rule.AfterBytes, BreakAsync);
            await handle().ConfigureAwait(false);
        }
        else
        {
            var body = new BrokenResponseStream(context.Response, rule.AfterBytes, BreakAsync);
            await TransformAsync(context, body, handle).ConfigureAwait(false);

            // A body shorter than afterBytes, or none, breaks at its end.
            await body.BreakAsync().ConfigureAwait(false);
        }
    }

    private static async Task DeclareMoreAsync(HttpContext context, Func<Task> handle)
    {
        const int Missing = 1000;
        HttpResponse response = context.Response;
        response.OnStarting(() =>
        {
            if (response.StatusCode is not (StatusCodes.Status204NoContent or StatusCodes.Status304NotModified))
            {
                // An answer without a declared length is made to have one, longer than any XML or JSON of the gateway.
                response.ContentLength = response.ContentLength is { } length ? length + Missing : int.MaxValue;
            }

            return Task.CompletedTask;
        });
        await handle().ConfigureAwait(false);

        // The server would answer an error in place of headers that were not sent yet.
        await response.StartAsync().ConfigureAwait(false);
    }

    private static async Task TruncateAsync(HttpContext context, FaultRule rule, Func<Task> handle)
    {
        var body = new TruncatedResponseStream(context.Response, rule.AfterBytes);
        await TransformAsync(context, body, handle).ConfigureAwait(false);

        // The server closes the connection of an answer that is shorter than declared. One whose length was not declared
        // would look complete.
        if (body.HasDropped && context.Response.ContentLength is null)
        {
            context.Abort();
        }
    }

    private static Task CorruptAsync(HttpContext context, FaultRule rule, Func<Task> handle) =>
        HttpMethods.IsGet(context.Request.Method)
            ? TransformAsync(context, new CorruptedResponseStream(context.Response, rule.AfterBytes), handle)
            : handle();

    private static Task ChangeETagsAsync(HttpContext context, Func<Task> handle)
    {
        HttpResponse response = context.Response;
        response.OnStarting(() =>
        {
            if (response.Headers.ETag is [{ } etag])
            {
                response.Headers.ETag = ChangedETag.Of(etag);
            }

            return Task.CompletedTask;
        });
        return TransformAsync(context, new ChangedETagResponseStream(response), handle);
    }

    private static async Task TransformAsync(HttpContext context, ResponseStream body, Func<Task> handle)
    {
        HttpResponse response = context.Response;
        Stream original = response.Body;
        response.Body = body;
        try
        {
            await handle().ConfigureAwait(false);

            // What was written by way of the response's pipe writer may still be in it. To flush an empty one would begin
            // an answer that has no body.
            if (response.BodyWriter.UnflushedBytes > 0)
            {
                await response.BodyWriter.FlushAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            response.Body = original;
        }
    }
}
