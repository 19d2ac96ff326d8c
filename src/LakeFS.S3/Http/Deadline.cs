using System;
using System.Net.Http;
using System.Threading;

namespace LakeFS.S3.Http;

/// <summary>Cancels one HTTP exchange when nothing has moved for a while; every byte that moves puts it off.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly TimeSpan _patience;
    private readonly CancellationTokenSource _timer;
    private readonly CancellationTokenSource _linked;
    private readonly CancellationToken _caller;

    public Deadline(TimeSpan patience, CancellationToken caller)
    {
        _patience = patience;
        _caller = caller;
        _timer = new CancellationTokenSource(patience);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(_timer.Token, caller);
    }

    /// <summary>Cancelled by the caller or by the deadline.</summary>
    public CancellationToken Token => _linked.Token;

    /// <summary>Whether it was the deadline, and not the caller, that ended the exchange.</summary>
    public bool HasPassed => _timer.IsCancellationRequested && !_caller.IsCancellationRequested;

    /// <summary>Begins to wait anew.</summary>
    public void PutOff()
    {
        if (!_timer.IsCancellationRequested)
        {
            _timer.CancelAfter(_patience);
        }
    }

    /// <summary>
    /// What to throw when it has passed. An HttpRequestException, so that the SDK counts it as passing and tries again;
    /// without what the cancelled exchange ended with, because a broken socket among the causes makes the SDK try
    /// once more than it was allowed to.
    /// </summary>
    public HttpRequestException Error() => new(
        $"Nothing was received or sent for {_patience.TotalSeconds:0.#} s.", new TimeoutException("The request timed out."));

    public void Dispose()
    {
        _linked.Dispose();
        _timer.Dispose();
    }
}
