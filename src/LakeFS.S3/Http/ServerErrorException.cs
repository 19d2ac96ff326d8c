using System;
using System.Net;

namespace LakeFS.S3.Http;

/// <summary>A server's refusal of a request that did not go through the SDK.</summary>
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

    /// <summary>The server's code; null where the answer had no body, as for HEAD, or has no codes, as over REST.</summary>
    public string? ErrorCode { get; }

    /// <summary>The server's id for the request.</summary>
    public string? RequestId { get; }

    /// <summary>The part of the server that answered, as S3 names it.</summary>
    public string? HostId { get; }

    /// <summary>The server's clock, as the answer's Date header tells it.</summary>
    public DateTimeOffset? ServerTime { get; }

    /// <summary>Whether another try would be answered the same, whatever the status says.</summary>
    public bool IsFinal { get; init; }

    /// <summary>Whether the answer's body has another form than the server's errors, as the page of a proxy has.</summary>
    public bool IsForeign { get; init; }

    /// <summary>Whether the same request, made anew, may be answered otherwise although its status says that it stays refused.</summary>
    public bool IsPassing { get; init; }

    /// <summary>How long the server asks to wait before the next try.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>The same refusal, after which what it complained of was set right.</summary>
    public ServerErrorException Passing() => new(StatusCode, ErrorCode, Message, RequestId, HostId, ServerTime, RetryAfter) { IsPassing = true };
}
