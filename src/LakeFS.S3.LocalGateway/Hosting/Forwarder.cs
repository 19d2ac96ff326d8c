using System;
using System.Collections.Generic;
using System.IO;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Authentication;
using LakeFS.S3.LocalGateway.Requests;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace LakeFS.S3.LocalGateway.Hosting;

/// <summary>
/// Has another server answer. Path, query and headers stay as they came, Host included: signatures cover them. Faults in a body
/// have put their stream in its place before.
/// </summary>
internal sealed class Forwarder(Uri server) : IDisposable
{
    // These are about one connection, and each side has its own.
    private static readonly HashSet<string> OfConnection = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
    };

    private static readonly UriCreationOptions AsSent = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private readonly string _origin = server.GetLeftPart(UriPartial.Authority);

    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,

        // Kestrel has decoded them so.
        RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
    });

    /// <summary>Says whether a request is signed. The server checks how.</summary>
    public static AuthenticationResult Recognize(HttpRequest request)
    {
        SignedTarget target = SignedTarget.Parse(request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
        return new AuthenticationResult { IsSigned = SignatureClaim.IsIn(request, target), Body = request.Body };
    }

    /// <summary>Sends a request on, and its answer back. If the server's connection breaks, so does the client's.</summary>
    public async Task HandleAsync(HttpContext context, RequestTarget target, RequestRecord record)
    {
        try
        {
            using HttpRequestMessage request = ToMessage(context, target);
            using HttpResponseMessage answer = await _client.SendAsync(request, context.RequestAborted).ConfigureAwait(false);
            record.BytesIn = context.Request.ContentLength ?? 0;
            record.BytesOut = HttpMethods.IsHead(context.Request.Method) ? 0 : answer.Content.Headers.ContentLength ?? 0;
            context.Response.StatusCode = (int)answer.StatusCode;
            CopyHeaders(answer.Headers.NonValidated, context.Response);
            CopyHeaders(answer.Content.Headers.NonValidated, context.Response);
            await using Stream body = await answer.Content.ReadAsStreamAsync(context.RequestAborted).ConfigureAwait(false);
            await body.CopyToAsync(context.Response.Body, context.RequestAborted).ConfigureAwait(false);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException && !context.RequestAborted.IsCancellationRequested)
        {
            // The client or a fault may have broken off the body, which is no problem of the server.
            if (broken.GetBaseException() is not ConnectionResetException)
            {
                await Console.Error.WriteLineAsync($"{context.Request.Method} {target.RawPath} at {_origin}: {broken.Message}").ConfigureAwait(false);
            }

            context.Abort();
        }
    }

    public void Dispose() => _client.Dispose();

    private HttpRequestMessage ToMessage(HttpContext context, RequestTarget target)
    {
        HttpRequest request = context.Request;
        string query = target.RawQuery.Length == 0 ? string.Empty : "?" + target.RawQuery;
        HttpRequestMessage message = new(new HttpMethod(request.Method), new Uri(_origin + target.RawPath + query, AsSent))
        {
            Content = context.Features.GetRequiredFeature<IHttpRequestBodyDetectionFeature>().CanHaveBody ? new StreamContent(request.Body) : null,
        };
        foreach ((string name, StringValues values) in request.Headers)
        {
            if (!OfConnection.Contains(name) && !message.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
            {
                // A header of content, which also a request without a body may have.
                message.Content ??= new ByteArrayContent([]);
                message.Content.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
            }
        }

        return message;
    }

    private static void CopyHeaders(HttpHeadersNonValidated headers, HttpResponse response)
    {
        foreach ((string name, HeaderStringValues values) in headers)
        {
            if (!OfConnection.Contains(name))
            {
                response.Headers.Append(name, new StringValues([.. values]));
            }
        }
    }
}
