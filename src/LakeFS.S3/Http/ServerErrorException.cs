using System;
using System.Net;
using System.Net.Http;

namespace LakeFS.S3.Http;

/// <summary>An error response of the server to a request.</summary>
internal sealed class ServerErrorException : Exception
{
    public ServerErrorException(HttpStatusCode status, string? code, string? message, string? requestId, string? hostId, DateTimeOffset? serverTime, TimeSpan? retryAfter)
        : base(message)
    {
        StatusCode = status;
        ErrorCode = code;
        RequestId = requestId;
        HostId = hostId;
        ServerTime = serverTime;
        RetryAfter = retryAfter;
    }

    public HttpStatusCode StatusCode { get; }

    /// <summary>The server's error code; null if the response had no body, as for HEAD, or no code, as for REST.</summary>
    public string? ErrorCode { get; }

    /// <summary>The server's id for the request.</summary>
    public string? RequestId { get; }

    /// <summary>The host id that S3 servers send.</summary>
    public string? HostId { get; }

    /// <summary>The server's clock, from the response's Date header.</summary>
    public DateTimeOffset? ServerTime { get; }

    /// <summary>Whether a retry would fail the same way, whatever the status.</summary>
    public bool IsFinal { get; init; }

    /// <summary>Whether the body is not in the server's error format, such as a proxy's error page.</summary>
    public bool IsForeign { get; init; }

    /// <summary>Whether a new request may succeed although the status is not a transient one.</summary>
    public bool IsTransient { get; init; }

    /// <summary>The delay that the server requests before a retry.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>The delay that a response requests: a number of seconds, or a time by the server's clock.</summary>
    public static TimeSpan? RetryAfterOf(HttpResponseMessage answer) => answer.Headers.RetryAfter switch
    {
        { Delta: TimeSpan delay } => delay,
        { Date: DateTimeOffset time } when time > (answer.Headers.Date ?? DateTimeOffset.UtcNow) => time - (answer.Headers.Date ?? DateTimeOffset.UtcNow),
        _ => null,
    };

    /// <summary>The same error, marked as transient because its cause has been corrected.</summary>
    public ServerErrorException AsTransient() => new(StatusCode, ErrorCode, Message, RequestId, HostId, ServerTime, RetryAfter) { IsTransient = true };
}
