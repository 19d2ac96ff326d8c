using System;

namespace LakeFS.S3.Transfers.Common;

/// <summary>
/// Decides how many requests to have under way, from what the finished ones show. By Little's law, a network and server that
/// answer X requests per second, each after L seconds if nothing waits, are busy with X times L of them. The limit is twice
/// that, as in TCP BBR, so that the servers' pauses are filled and growth shows: while the latency stays the same, the
/// limit doubles, and once the rate no longer grows, it stays. It never falls below the usual number for a queue in the
/// server alone: a server that writes to disk is faster the more it writes together, and limits that follow the latency,
/// such as TCP Vegas and gradients, would stop it at a few. Only setbacks lower it further. Not thread-safe; the caller
/// tells the time.
/// </summary>
internal sealed class ConcurrencyLimit
{
    // Small requests per second that one server on ordinary hardware handles. Only for the start.
    private const int RequestsPerSecond = 4000;

    private const double Gain = 2;

    // The share of its growth that a higher limit must bring as a higher rate.
    private const double WorthwhileGrowth = 0.25;

    // Too few requests show no rate.
    private const int MinRequests = 16;

    // A single low rate may be this machine's fault.
    private const int WindowsToShrink = 3;

    private static readonly TimeSpan MinWindow = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PauseAfterUselessGrowth = TimeSpan.FromSeconds(2);

    private readonly int _usual;
    private readonly int _bound;
    private int _ceiling;
    private TimeSpan _shortest = TimeSpan.MaxValue;
    private TimeSpan _windowStart;
    private int _finished;
    private bool _wasReached;
    private TimeSpan _lastSetback = TimeSpan.MinValue;
    private TimeSpan _noGrowthBefore;
    private (int Limit, double Rate)? _beforeGrowth;
    private double _bestRate;
    private int _lowWindows;

    /// <summary>Starts with what the round trip suggests.</summary>
    /// <param name="usual">The number that is right for a server nearby.</param>
    /// <param name="bound">The maximum.</param>
    /// <param name="roundTrip">The round trip; null if it is not known.</param>
    public ConcurrencyLimit(int usual, int bound, TimeSpan? roundTrip)
    {
        _usual = Math.Min(usual, bound);
        _bound = bound;
        _ceiling = bound;
        double busy = (roundTrip?.TotalSeconds ?? 0) * RequestsPerSecond;
        Current = (int)Math.Max(_usual, Math.Min(busy, _bound));
    }

    /// <summary>The number of requests to have under way.</summary>
    public int Current { get; private set; }

    /// <summary>Reports that the limit keeps a request waiting; otherwise there is no reason to raise it.</summary>
    public void Reached() => _wasReached = true;

    /// <summary>Reports a finished request.</summary>
    /// <param name="now">The time, from any start.</param>
    /// <param name="latency">How long it was under way.</param>
    public void Finished(TimeSpan now, TimeSpan latency)
    {
        if (_finished == 0 && _shortest == TimeSpan.MaxValue)
        {
            _windowStart = now - latency;
        }

        _shortest = latency < _shortest ? latency : _shortest;
        _finished++;
        TimeSpan elapsed = now - _windowStart;
        if (elapsed >= Window && _finished >= MinRequests)
        {
            Judge(now, _finished / elapsed.TotalSeconds);
            _windowStart = now;
            _finished = 0;
            _wasReached = false;
        }
    }

    /// <summary>Reports that the server is overloaded, or that the network failed.</summary>
    /// <param name="now">The time, from any start.</param>
    public void SetBack(TimeSpan now)
    {
        // All requests under way can fail for the same reason; they count once.
        if (_lastSetback != TimeSpan.MinValue && now - _lastSetback < Window)
        {
            return;
        }

        _lastSetback = now;
        _ceiling = Math.Max(1, Current * 7 / 10);
        Current = _ceiling;
        _beforeGrowth = null;
    }

    private TimeSpan Window => _shortest == TimeSpan.MaxValue || _shortest + _shortest < MinWindow ? MinWindow : _shortest + _shortest;

    private void Judge(TimeSpan now, double rate)
    {
        _bestRate = Math.Max(rate, _bestRate * 0.9);
        if (_ceiling < _bound && now - _lastSetback >= Window)
        {
            // As TCP does after a loss: slowly, until the server complains again.
            _ceiling = Math.Min(_bound, _ceiling + Math.Max(1, _ceiling / 10));
        }

        if (_beforeGrowth is var (limit, rateBefore) && _wasReached)
        {
            _beforeGrowth = null;
            if (rate < rateBefore * (1 + (WorthwhileGrowth * ((double)Current / limit - 1))))
            {
                Current = Math.Min(limit, _ceiling);
                _noGrowthBefore = now + PauseAfterUselessGrowth;
                return;
            }
        }

        int wanted = (int)Math.Min(_bound, Math.Max(_usual, Math.Ceiling(Gain * _bestRate * _shortest.TotalSeconds)));
        if (wanted > Current && _wasReached && Current < _ceiling && (now >= _noGrowthBefore || Current < _usual))
        {
            _beforeGrowth = Current < _usual ? null : (Current, rate);
            Current = Math.Min(_ceiling, Math.Min(wanted, Current * 2));
        }

        _lowWindows = wanted < Current ? _lowWindows + 1 : 0;
        if (_lowWindows >= WindowsToShrink)
        {
            Current = wanted;
            _lowWindows = 0;
        }
    }
}
