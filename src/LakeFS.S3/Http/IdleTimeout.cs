using System;
using System.Net.Http;
using System.Threading;

namespace LakeFS.S3.Http;

/// <summary>Cancels an HTTP exchange after some time without progress; every transferred byte restarts the time.</summary>
internal sealed class IdleTimeout : IDisposable
{
    private readonly TimeSpan _limit;
    private readonly CancellationTokenSource _timer;
    private readonly CancellationTokenSource _linked;
    private readonly CancellationToken _caller;

    public IdleTimeout(TimeSpan limit, CancellationToken caller)
    {
        _limit = limit;
        _caller = caller;
        _timer = new CancellationTokenSource(limit);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(_timer.Token, caller);
    }

    /// <summary>Canceled by the caller or by the timeout.</summary>
    public CancellationToken Token => _linked.Token;

    /// <summary>Whether the timeout, not the caller, canceled the exchange.</summary>
    public bool HasPassed => _timer.IsCancellationRequested && !_caller.IsCancellationRequested;

    /// <summary>Restarts the timeout.</summary>
    public void Restart()
    {
        if (!_timer.IsCancellationRequested)
        {
            _timer.CancelAfter(_limit);
        }
    }

    /// <summary>
    /// Creates the exception for the timeout: an HttpRequestException, which the SDK retries. It has no inner exception,
    /// because for a broken socket the SDK would retry once more than allowed.
    /// </summary>
    public HttpRequestException Error() => new(
        $"Nothing was received or sent for {_limit.TotalSeconds:0.#} s.", new TimeoutException("The request timed out."));

    public void Dispose()
    {
        _linked.Dispose();
        _timer.Dispose();
    }
}
