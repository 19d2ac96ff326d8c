using System;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Errors;

namespace LakeFS.S3.Http;

/// <summary>
/// The attempts of one request: how many there were, how long they took, and whether there may be another. A response whose
/// body breaks off is a failed attempt, too, whatever part of it has arrived.
/// </summary>
internal sealed class RetryBudget
{
    /// <summary>No retry begins when those before took longer than this without receiving anything.</summary>
    public static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(60);

    /// <summary>A request that has received this much since its last failure starts over with all of its retries.</summary>
    public const long Progress = 8 * 1024 * 1024;

    private static readonly TimeSpan MinDelay = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(8);
    private static readonly Random Jitter = new();

    private readonly int _maxRetries;
    private readonly bool _isSentOnce;
    private readonly RetryClock _clock;
    private TimeSpan _since;
    private TimeSpan _elapsed;
    private TimeSpan _retrying;
    private int _failures;
    private int _attempts;
    private long _received;

    public RetryBudget(int maxRetries, bool isSentOnce, RetryClock clock)
    {
        _maxRetries = maxRetries;
        _isSentOnce = isSentOnce;
        _clock = clock;
        _since = clock.Now;
    }

    /// <summary>Does not count the time until now, in which nothing was asked of the server.</summary>
    public void Continue() => _since = _clock.Now;

    /// <summary>Counts a part of the response that has arrived.</summary>
    public void Received(long bytes)
    {
        _since = _clock.Now;
        _received += bytes;
        if (_received >= Progress)
        {
            _failures = 0;
            _retrying = TimeSpan.Zero;
        }
    }

    /// <summary>Counts a failed attempt, and decides whether to try again.</summary>
    public bool Allows(Exception failure)
    {
        // The failure may be that of a request with attempts of its own, which count here, too.
        Attempts inner = Attempts.Of(failure);
        TimeSpan took = _clock.Now - _since;
        _since += took;
        _elapsed += took;
        _retrying += _failures > 0 ? took : inner.Elapsed;
        _failures += inner.Count;
        _attempts += inner.Count;
        _received = 0;
        new Attempts(_attempts, _elapsed).RecordWith(failure);
        return _failures <= Math.Min(_maxRetries, TransientFailures.MaxRetriesOf(failure))
            && (!_isSentOnce || TransientFailures.WasNotBegun(failure))
            && _retrying + AskedBy(failure) < MaxTime;
    }

    /// <summary>Waits before the next attempt: each time twice as long, with jitter, and as long as the server asks.</summary>
    public Task PauseAsync(Exception failure, CancellationToken cancellationToken)
    {
        double portion;
        lock (Jitter)
        {
            portion = 0.75 + (Jitter.NextDouble() / 4);
        }

        double milliseconds = Math.Min(MinDelay.TotalMilliseconds * Math.Pow(2, _failures - 1), MaxDelay.TotalMilliseconds) * portion;
        TimeSpan pause = TimeSpan.FromMilliseconds(Math.Max(milliseconds, AskedBy(failure).TotalMilliseconds));
        RequestTrace.Current?.Retrying(_attempts, pause, failure);
        return _clock.DelayAsync(pause, cancellationToken);
    }

    private static TimeSpan AskedBy(Exception failure) => (failure as ServerErrorException)?.RetryAfter ?? TimeSpan.Zero;
}
