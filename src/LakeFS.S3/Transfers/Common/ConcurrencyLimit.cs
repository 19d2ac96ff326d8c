using System;
using System.Collections.Generic;
using System.Linq;
using LakeFS.S3.Http;

namespace LakeFS.S3.Transfers.Common;

/// <summary>
/// Decides how many requests to have under way, from what the finished ones show. By Little's law, a network and server that
/// answer X requests per second, each after L seconds if nothing waits, are busy with X times L of them. The limit is twice
/// that, as in TCP BBR: while the latency stays the same, the limit doubles, and once the rate no longer grows, it stays.
/// A queue in the server alone never lowers it below the usual number: a server that writes to disk is faster the more it
/// writes together, and limits that follow the latency, such as TCP Vegas and gradients, would stop it at a few. Requests
/// that take seconds are different: half as many are tried, and if the rate does not suffer, that is enough, because they
/// only wait for the same line. Setbacks lower it in any case. Not thread-safe; the caller passes the time.
/// </summary>
internal sealed class ConcurrencyLimit
{
    private const double Gain = 2;

    // The share of its growth that a higher limit must bring as a higher rate.
    private const double WorthwhileGrowth = 0.25;

    // Too few requests show no rate.
    private const int MinRequests = 16;

    // This machine can be busy with something else for a moment, so a single low rate shows nothing: the highest of the last
    // second or two counts.
    private const int RememberedRates = 10;
    private const int WindowsToJudge = 2;
    private const int WindowsToShrink = 3;

    // With fewer, a line is idle between one request and the next.
    private const int Fewest = 4;

    // The share of the rate that half as many requests must keep.
    private const double KeptRate = 0.9;

    private static readonly TimeSpan MinWindow = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PauseAfterUselessGrowth = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongRequest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PauseAfterCut = TimeSpan.FromSeconds(30);

    private readonly int _bound;
    private readonly Queue<double> _rates = new();
    private int _usual;
    private int _ceiling;
    private TimeSpan _shortest = TimeSpan.MaxValue;
    private TimeSpan _windowStart;
    private int _finished;
    private bool _wasReached;
    private TimeSpan _lastSetback = TimeSpan.MinValue;
    private TimeSpan _noGrowthBefore;
    private (int Limit, double Rate)? _beforeGrowth;
    private int _windowsSinceChange;
    private int _lowWindows;
    private TimeSpan _total;
    private (int Limit, double Rate)? _beforeCut;
    private TimeSpan _noCutBefore;

    /// <summary>Starts with what the round trip suggests.</summary>
    /// <param name="bound">The maximum.</param>
    /// <param name="roundTrip">The round trip; null if it is not known.</param>
    public ConcurrencyLimit(int bound, TimeSpan? roundTrip)
    {
        _usual = Math.Min(SuggestedConcurrency.Nearby, bound);
        _bound = bound;
        _ceiling = bound;
        Current = SuggestedConcurrency.For(bound, roundTrip);
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
        if (_shortest == TimeSpan.MaxValue)
        {
            // The first request's own time says nothing about the rate.
            _windowStart = now;
        }

        _shortest = latency < _shortest ? latency : _shortest;
        _total += latency;
        _finished++;
        TimeSpan elapsed = now - _windowStart;
        if (elapsed >= Window && _finished >= MinRequests)
        {
            Judge(now, _finished / elapsed.TotalSeconds, TimeSpan.FromTicks(_total.Ticks / _finished));
            _windowStart = now;
            _finished = 0;
            _total = TimeSpan.Zero;
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
        _beforeCut = null;
    }

    private TimeSpan Window => _shortest == TimeSpan.MaxValue || _shortest < MinWindow ? MinWindow : _shortest;

    private void Judge(TimeSpan now, double rate, TimeSpan latency)
    {
        _rates.Enqueue(rate);
        if (_rates.Count > RememberedRates)
        {
            _rates.Dequeue();
        }

        if (_ceiling < _bound && now - _lastSetback >= Window)
        {
            // As TCP does after a loss: slowly, until the server complains again.
            _ceiling = Math.Min(_bound, _ceiling + Math.Max(1, _ceiling / 10));
        }

        if (_beforeGrowth is not null && !JudgeGrowth(now))
        {
            return;
        }

        if (_beforeCut is not null)
        {
            JudgeCut(now, rate);
            return;
        }

        if (latency > LongRequest && _wasReached && Current > Fewest && now >= _noCutBefore)
        {
            _beforeCut = (Current, rate);
            _windowsSinceChange = 0;
            Current = Math.Max(Fewest, Current / 2);
            return;
        }

        int wanted = (int)Math.Min(_ceiling, Math.Max(_usual, Math.Ceiling(Gain * _rates.Max() * _shortest.TotalSeconds)));
        _lowWindows = wanted < Current ? _lowWindows + 1 : 0;
        if (wanted < Current && _lowWindows >= WindowsToShrink)
        {
            Current = wanted;
        }
        else if (wanted > Current && Current < _usual)
        {
            Current = Math.Min(wanted, _usual);
        }
        else if (wanted > Current && _wasReached && now >= _noGrowthBefore)
        {
            _beforeGrowth = (Current, rate);
            _windowsSinceChange = 0;
            Current = Math.Min(wanted, Current * 2);
        }
    }

    // Whether the last growth was judged to be worthwhile; if it was not, it is taken back.
    private bool JudgeGrowth(TimeSpan now)
    {
        if (!_wasReached || ++_windowsSinceChange < WindowsToJudge)
        {
            return false;
        }

        (int limit, double before) = _beforeGrowth!.Value;
        _beforeGrowth = null;
        double after = _rates.Skip(_rates.Count - WindowsToJudge).Max();
        if (after >= before * (1 + (WorthwhileGrowth * (((double)Current / limit) - 1))))
        {
            return true;
        }

        Current = Math.Min(limit, _ceiling);
        _noGrowthBefore = now + PauseAfterUselessGrowth;
        return false;
    }

    // Whether half as many requests were as fast; if they were not, all are given back.
    private void JudgeCut(TimeSpan now, double rate)
    {
        // Until the first window ends, requests from before the cut are finishing.
        if (++_windowsSinceChange < WindowsToJudge)
        {
            return;
        }

        (int limit, double before) = _beforeCut!.Value;
        _beforeCut = null;
        if (rate >= before * KeptRate)
        {
            _usual = Current;
            _noGrowthBefore = now + PauseAfterCut;
            return;
        }

        Current = Math.Min(limit, _ceiling);
        _noCutBefore = now + PauseAfterCut;
    }
}
