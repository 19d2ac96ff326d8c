using System;
using System.Net;
using Amazon.Runtime;
using Amazon.S3;

namespace LakeFS.S3.Http;

/// <summary>A server's refusal of a request that did not go through the SDK, told as the SDK would tell it.</summary>
internal sealed class RefusedException : AmazonS3Exception
{
    public RefusedException(HttpStatusCode status, string? code, string? message, string? requestId, string? hostId, DateTimeOffset? serverTime, TimeSpan? retryAfter)
        : base(message, null, (int)status >= 500 ? ErrorType.Receiver : ErrorType.Sender, code, requestId, status, hostId)
    {
        ServerTime = serverTime;
        RetryAfter = retryAfter;
    }

    /// <summary>The server's clock, as the answer's Date header tells it.</summary>
    public DateTimeOffset? ServerTime { get; }

    /// <summary>Whether another try would be answered the same, whatever the status says.</summary>
    public bool IsFinal { get; init; }

    /// <summary>How long the server asks to wait before the next try.</summary>
    public TimeSpan? RetryAfter { get; }
}
