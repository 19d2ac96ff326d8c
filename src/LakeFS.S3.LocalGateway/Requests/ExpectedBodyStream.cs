using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace LakeFS.S3.LocalGateway.Requests;

/// <summary>
/// The body of a request with <c>Expect: 100-continue</c>. The client sends it once we begin to read it; one that is
/// answered before need not come at all, and the next request on the connection would be taken for it. So such an answer
/// closes the connection, as lakeFS's does.
/// </summary>
/// <param name="inner">The body.</param>
internal sealed class ExpectedBodyStream(Stream inner) : RequestBodyStream
{
    private bool _isAskedFor;

    /// <summary>Watches a request's body, if the client waits for leave to send one.</summary>
    public static void Install(HttpContext context)
    {
        HttpRequest request = context.Request;
        if (request.ContentLength == 0
            || !string.Equals(request.Headers.Expect.ToString(), "100-continue", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        ExpectedBodyStream body = new(request.Body);
        request.Body = body;
        context.Response.OnStarting(() =>
        {
            if (!body._isAskedFor)
            {
                context.Response.Headers.Connection = "close";
            }

            return Task.CompletedTask;
        });
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _isAskedFor = true;
        return inner.ReadAsync(buffer, cancellationToken);
    }
}
