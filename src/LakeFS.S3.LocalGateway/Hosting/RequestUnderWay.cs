using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Diagnostics;
using LakeFS.S3.LocalGateway.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LakeFS.S3.LocalGateway.Hosting;

/// <summary>
/// A request until it is in the log, where it is before its client can know that it was answered: before the last byte of
/// the answer goes out, or the connection is aborted.
/// </summary>
/// <param name="context">The request.</param>
/// <param name="target">Its target.</param>
/// <param name="log">The log.</param>
internal sealed partial class RequestUnderWay(HttpContext context, RequestTarget target, RequestLog log)
    : IHttpRequestLifetimeFeature
{
    private readonly IHttpRequestLifetimeFeature _lifetime = context.Features.GetRequiredFeature<IHttpRequestLifetimeFeature>();
    private readonly TaskCompletionSource _logged = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _isLogged;

    public RequestRecord Record { get; } = new();

    /// <summary>Ends when the request is in the log.</summary>
    public Task Logged => _logged.Task;

    /// <summary>Whether a fault may hold it up for as long as it likes.</summary>
    public bool IsHitByFault { get; set; }

    public CancellationToken RequestAborted
    {
        get => _lifetime.RequestAborted;
        set => _lifetime.RequestAborted = value;
    }

    /// <summary>Notices from here on when the answer ends.</summary>
    public void Watch()
    {
        context.Features.Set<IHttpRequestLifetimeFeature>(this);
        context.Response.Body = new LastByteStream(context.Response, Log);
    }

    /// <summary>Aborts the connection, which a client sees.</summary>
    public void Abort()
    {
        Log(wasCut: true);
        _lifetime.Abort();
    }

    /// <summary>Adds the request to the log, once.</summary>
    public void Log() => Log(wasCut: RequestAborted.IsCancellationRequested);

    /// <param name="wasCut">Whether the connection ended; an answer that had not begun then never will.</param>
    public void Log(bool wasCut)
    {
        if (Interlocked.Exchange(ref _isLogged, 1) != 0)
        {
            return;
        }

        HttpRequest request = context.Request;
        log.Add(new LoggedRequest(
            request.Method,
            target.RawPath,
            SignatureParameter().Replace(target.RawQuery, string.Empty),
            Record.Operation,
            Record.Repository,
            Record.Ref,
            Record.Key,
            wasCut && !context.Response.HasStarted ? 0 : context.Response.StatusCode,
            Record.BytesIn,
            Record.BytesOut,
            request.Headers["x-amz-content-sha256"].FirstOrDefault()));
        _logged.SetResult();
    }

    [GeneratedRegex("&?X-Amz-Signature=[^&]*", RegexOptions.IgnoreCase)]
    private static partial Regex SignatureParameter();
}
