using System;
using System.Net.Http;
using System.Threading;

namespace LakeFS.S3.Http;

/// <summary>Cancels one HTTP exchange when nothing has moved for a while; every byte that moves puts it off.</summary>
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

    /// <summary>Cancelled by the caller or by the time limit.</summary>
    public CancellationToken Token => _linked.Token;

    /// <summary>Whether it was the time limit, and not the caller, that ended the exchange.</summary>
    public bool HasPassed => _timer.IsCancellationRequested && !_caller.IsCancellationRequested;

    /// <summary>Begins to wait anew.</summary>
    public void Restart()
    {
        if (!_timer.IsCancellationRequested)
        {
            _timer.CancelAfter(_limit);
        }
    }

    /// <summary>
    /// What to throw when it has passed. An HttpRequestException, so that the SDK counts it as passing and tries again;
    /// without what the cancelled exchange ended with, because a broken socket among the causes makes the SDK try
    /// once more than it was allowed to.
    /// </summary>
    public HttpRequestException Error() => new(
        $"Nothing was received or sent for {_limit.TotalSeconds:0.#} s.", new TimeoutException("The request timed out."));

    public void Dispose()
    {
        _linked.Dispose();
        _timer.Dispose();
    }
}
