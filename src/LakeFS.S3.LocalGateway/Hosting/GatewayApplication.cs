using System;
using System.Collections.Generic;
using System.Text;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Authentication;
using LakeFS.S3.LocalGateway.Diagnostics;
using LakeFS.S3.LocalGateway.Faults;
using LakeFS.S3.LocalGateway.Requests;
using LakeFS.S3.LocalGateway.Rest;
using LakeFS.S3.LocalGateway.S3;
using LakeFS.S3.LocalGateway.Storage;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LakeFS.S3.LocalGateway.Hosting;

/// <summary>
/// Decides who answers a request: the gateway where it has an AWS signature or a gateway domain for a host, else the
/// REST API, else the page that stands for lakeFS's user interface. With a forwarder, that decides only what a request is
/// called, and another server answers it.
/// </summary>
internal sealed class GatewayApplication(
    LocalGatewayOptions options,
    RepositoryStore store,
    SignatureVerifier verifier,
    RequestLog log,
    FaultPlan faults,
    FaultInjector injector,
    Forwarder? forwarder) : IHttpApplication<HttpContext>
{
    private const string HeaderTokenCharacters =
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static readonly System.Buffers.SearchValues<char> HeaderToken =
        System.Buffers.SearchValues.Create(HeaderTokenCharacters);

    private readonly RequestsUnderWay _underWay = new();
    private readonly BrowserGuard _guard = new(options);

    public HttpContext CreateContext(IFeatureCollection contextFeatures)
    {
        NullEscapes.EndRequestLine(contextFeatures);
        return new DefaultHttpContext(contextFeatures);
    }

    public void DisposeContext(HttpContext context, Exception? exception) =>
        NullEscapes.AwaitRequestLine(context.Features);

    public Task ProcessRequestAsync(HttpContext context)
    {
        string rawTarget = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (RequestTarget.Parse(rawTarget) is not { } target || !AreHeadersWellFormed(context.Request.Headers))
        {
            return AnswerPlainAsync(context.Response, StatusCodes.Status400BadRequest, "400 Bad Request");
        }

        if (_guard.Check(context.Request) is { } refusal)
        {
            return AnswerPlainAsync(context.Response, refusal.Status, refusal.Reason);
        }

        return ControlEndpoints.Covers(target.Path)
            ? new ControlEndpoints(log, faults, _underWay).HandleAsync(context, target)
            : AnswerAsync(context, target);
    }

    private async Task AnswerAsync(HttpContext context, RequestTarget target)
    {
        RequestUnderWay request = new(context, target, log);
        _underWay.Add(request);
        request.Watch();
        ExpectedBodyStream.Install(context);
        if (store.IsLasting && !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            // What a client is told to be done outlasts the loss of power.
            context.Response.OnStarting(store.FlushAsync);
        }

        bool wasCut = false;
        try
        {
            await DispatchAsync(context, target, request).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            wasCut = IsOfConnection(context, failure);
            if (!wasCut)
            {
                // Kestrel answers 500 and has nobody to tell why.
                await Console.Error.WriteLineAsync($"{context.Request.Method} {target.RawPath}: {failure}")
                    .ConfigureAwait(false);
            }

            throw;
        }
        finally
        {
            request.Log(wasCut || context.RequestAborted.IsCancellationRequested);
            _underWay.Remove(request);
        }
    }

    /// <summary>Whether a failure is that the client went away or sent what is not HTTP, or that a fault ended the connection.</summary>
    private static bool IsOfConnection(HttpContext context, Exception failure) =>
        context.RequestAborted.IsCancellationRequested
        || failure is BadHttpRequestException or ConnectionResetException or ConnectionAbortedException;

    private Task DispatchAsync(HttpContext context, RequestTarget target, RequestUnderWay request)
    {
        RequestRecord record = request.Record;
        if (StoreEndpoint.Covers(context))
        {
            StoreEndpoint.Describe(context, target, store, record);
            return DispatchAsync(
                context,
                request,
                record.Key,
                error => StoreEndpoint.AnswerErrorAsync(context, error),
                () => StoreEndpoint.HandleAsync(context, target, store, record));
        }

        AuthenticationResult authentication = forwarder is null ? verifier.Verify(context.Request) : Forwarder.Recognize(context.Request);
        string host = context.Request.Host.Value ?? string.Empty;
        if (authentication.IsSigned || S3Address.IsGatewayHost(host, options.GatewayDomains))
        {
            S3Address address = S3Address.Parse(host, target.Path, options.GatewayDomains);
            S3Operation operation = S3Router.Route(context.Request, address, target.Query);
            record.Operation = operation.Name;
            record.Repository = address.Repository;
            record.Ref = address.Ref;
            record.Key = address.Key;
            return DispatchAsync(
                context,
                request,
                record.Key,
                error => S3Handler.AnswerErrorAsync(
                    context, target, address, authentication, store, options, record, error),

                // A fault may have put another body in place of the one that was to be verified.
                () => forwarder?.HandleAsync(context, target, record) ?? S3Handler.HandleAsync(
                    context,
                    target,
                    address,
                    operation,
                    request.IsHitByFault ? verifier.Verify(context.Request) : authentication,
                    store,
                    options,
                    record));
        }

        if (IsRestPath(target.Path))
        {
            RestMatch? match = RestRouter.Route(context.Request.Method, target.RawPath);
            record.Operation = match?.Operation.Id ?? record.Operation;
            record.Repository = match?.Parameters.GetValueOrDefault("repository");
            record.Ref = match?.Parameters.GetValueOrDefault("branch") ?? match?.Parameters.GetValueOrDefault("ref");
            return DispatchAsync(
                context,
                request,
                target.Query["path"],
                error => RestHandler.AnswerErrorAsync(context, target, store, options, record, error),
                () => forwarder?.HandleAsync(context, target, record) ?? RestHandler.HandleAsync(context, target, match, store, options, record));
        }

        return forwarder?.HandleAsync(context, target, record)
            ?? (target.Path == "/_health" ? AnswerTextAsync(context, "text/plain; charset=utf-8", "alive!") : AnswerPageAsync(context));
    }

    /// <summary>Handles a request, with the fault that a rule has for it.</summary>
    private Task DispatchAsync(
        HttpContext context, RequestUnderWay request, string? key, Func<S3Error, Task> answerError, Func<Task> handle)
    {
        if (faults.Match(request.Record.Operation, key) is not { } rule)
        {
            return handle();
        }

        request.IsHitByFault = true;
        return injector.ApplyAsync(context, rule, answerError, handle);
    }

    private static bool IsRestPath(string path) =>
        path == RestRouter.BasePath || path.StartsWith(RestRouter.BasePath + "/", StringComparison.Ordinal);

    /// <summary>lakeFS's user interface is one page, which any path and method is answered with (auth-anonymous).</summary>
    private static Task AnswerPageAsync(HttpContext context)
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.XFrameOptions = "SAMEORIGIN";
        return AnswerTextAsync(
            context,
            "text/html; charset=utf-8",
            "<!DOCTYPE html>\n<html lang=\"en\"><head><title>lakeFS</title></head><body>"
            + "This is a local gateway for tests: it has no user interface.</body></html>\n");
    }

    private static async Task AnswerTextAsync(HttpContext context, string contentType, string text)
    {
        context.Response.ContentType = contentType;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            context.Response.ContentLength = bytes.Length;
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted).ConfigureAwait(false);
        }
    }

    /// <summary>An answer from before lakeFS sees a request, like those of Go's HTTP server (s3-metadata #35, s3-odd-keys #97).</summary>
    private static async Task AnswerPlainAsync(HttpResponse response, int status, string reason)
    {
        response.StatusCode = status;
        response.ContentType = "text/plain; charset=utf-8";
        response.Headers.Connection = "close";
        byte[] text = Encoding.UTF8.GetBytes(reason);
        response.ContentLength = text.Length;
        await response.Body.WriteAsync(text).ConfigureAwait(false);
    }

    private static bool AreHeadersWellFormed(IHeaderDictionary headers)
    {
        foreach (string name in headers.Keys)
        {
            if (name.AsSpan().ContainsAnyExcept(HeaderToken))
            {
                return false;
            }
        }

        return true;
    }
}
