using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.Http;

/// <summary>Which failures are worth another try, how many there are, and how long to wait before each.</summary>
internal sealed class RetryPolicy
{
    // lakeFS answers 500 to some requests for good (bad refs, keys that are too long): a body is sent once more or
    // twice for it, not as often as for a reason that passes.
    private const int MaxRetriesOfInternalErrors = 2;

    private static readonly TimeSpan MinDelay = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(20);

    // Noted with a failure, so that its message can say how often it was really tried.
    private const string TriedKey = "LakeS3.Tried";

    private readonly Random _jitter = new();
    private readonly int _maxRetries;
    private readonly bool _isSentOnce;

    /// <param name="maxRetries">How many more tries there are at most.</param>
    /// <param name="isSentOnce">Whether a request that may have been done must not be sent again: then it is only after an answer that says it was not.</param>
    public RetryPolicy(int maxRetries, bool isSentOnce = false)
    {
        _maxRetries = maxRetries;
        _isSentOnce = isSentOnce;
    }

    /// <summary>Does something until it succeeds or fails for a reason that stays.</summary>
    /// <param name="attempt">What is done; told how often it was tried before.</param>
    /// <param name="cancellationToken">Ends the waiting between two attempts.</param>
    /// <typeparam name="T">What comes of it.</typeparam>
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

    /// <summary>How often a request was sent again before it failed for good.</summary>
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

    /// <summary>Whether there is to be another try.</summary>
    /// <param name="failure">Why the last one failed.</param>
    /// <param name="tried">How many failed before it.</param>
    public bool Allows(Exception failure, int tried)
    {
        failure.Data[TriedKey] = tried;
        return tried < _maxRetries && (_isSentOnce ? failure is ServerErrorException { StatusCode: (HttpStatusCode)429 } : MayPass(failure, tried));
    }

    private static bool MayPass(Exception failure, int tried) => failure switch
    {
        ServerErrorException { IsFinal: true } => false,
        ServerErrorException { IsPassing: true } => true,
        ServerErrorException { StatusCode: HttpStatusCode.InternalServerError } => tried < MaxRetriesOfInternalErrors,
        ServerErrorException refused => Passes(refused.StatusCode),
        LakeS3Exception => false,
        _ => IsOfTheNetwork(failure),
    };

    /// <summary>Waits: twice as long each time, and never exactly as long as others who failed at the same moment.</summary>
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

    private static bool Passes(HttpStatusCode status) => status
        is HttpStatusCode.RequestTimeout or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout
        or (HttpStatusCode)429;

    private static bool IsOfTheNetwork(Exception failure)
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
