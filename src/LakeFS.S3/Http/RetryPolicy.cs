using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.Http;

/// <summary>Decides which failures to retry, how often, and with what delay.</summary>
internal sealed class RetryPolicy
{
    // lakeFS permanently returns 500 for some requests (invalid refs, keys that are too long), so bodies are resent fewer
    // times than for transient failures.
    private const int MaxRetriesOfInternalErrors = 2;

    private static readonly TimeSpan MinDelay = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(20);

    // Recorded with a failure, so that its message can give the number of attempts.
    private const string TriedKey = "LakeS3.Tried";

    private readonly Random _jitter = new();
    private readonly int _maxRetries;
    private readonly bool _isSentOnce;

    /// <param name="maxRetries">The maximum number of retries.</param>
    /// <param name="isSentOnce">Whether a request must not be sent again if it may have been executed. It is then only
    /// retried after a response that says it was not.</param>
    public RetryPolicy(int maxRetries, bool isSentOnce = false)
    {
        _maxRetries = maxRetries;
        _isSentOnce = isSentOnce;
    }

    /// <summary>Runs an operation until it succeeds or fails permanently.</summary>
    /// <param name="attempt">The operation; its argument is the number of previous attempts.</param>
    /// <param name="cancellationToken">Cancels the wait between two attempts.</param>
    /// <typeparam name="T">The type of the result.</typeparam>
    public async Task<T> RunAsync<T>(Func<int, Task<T>> attempt, CancellationToken cancellationToken)
    {
        for (int tried = 0; ; tried++)
        {
            try
            {
                return await attempt(tried).ConfigureAwait(false);
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested && Allows(failure, tried))
            {
                await PauseAsync(failure, tried, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The number of retries before a request failed permanently.</summary>
    public static int RetriesOf(Exception failure)
    {
        for (Exception? error = failure; error is not null; error = error.InnerException)
        {
            if (error.Data[TriedKey] is int tried)
            {
                return tried;
            }
        }

        return 0;
    }

    /// <summary>Whether to retry.</summary>
    /// <param name="failure">The last failure.</param>
    /// <param name="tried">The number of failures before it.</param>
    public bool Allows(Exception failure, int tried)
    {
        failure.Data[TriedKey] = tried;
        return tried < _maxRetries && (_isSentOnce ? failure is ServerErrorException { StatusCode: (HttpStatusCode)429 } : IsTransient(failure, tried));
    }

    private static bool IsTransient(Exception failure, int tried) => failure switch
    {
        ServerErrorException { IsFinal: true } => false,
        ServerErrorException { IsTransient: true } => true,
        ServerErrorException { StatusCode: HttpStatusCode.InternalServerError } => tried < MaxRetriesOfInternalErrors,
        ServerErrorException refused => IsTransientStatus(refused.StatusCode),
        LakeS3Exception => false,
        _ => IsNetworkFailure(failure),
    };

    /// <summary>Waits with exponential backoff and jitter.</summary>
    public Task PauseAsync(Exception failure, int tried, CancellationToken cancellationToken)
    {
        double portion;
        lock (_jitter)
        {
            portion = 0.5 + (_jitter.NextDouble() / 2);
        }

        double milliseconds = Math.Min(MinDelay.TotalMilliseconds * Math.Pow(2, tried), MaxDelay.TotalMilliseconds) * portion;
        TimeSpan asked = (failure as ServerErrorException)?.RetryAfter ?? TimeSpan.Zero;
        TimeSpan pause = TimeSpan.FromMilliseconds(Math.Max(milliseconds, Math.Min(asked.TotalMilliseconds, MaxDelay.TotalMilliseconds)));
        return Task.Delay(pause, cancellationToken);
    }

    private static bool IsTransientStatus(HttpStatusCode status) => status
        is HttpStatusCode.RequestTimeout or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout
        or (HttpStatusCode)429;

    private static bool IsNetworkFailure(Exception failure)
    {
        for (Exception? error = failure; error is not null; error = error.InnerException)
        {
            if (error is AuthenticationException)
            {
                return false;
            }
        }

        return failure is HttpRequestException or IOException or SocketException;
    }
}
