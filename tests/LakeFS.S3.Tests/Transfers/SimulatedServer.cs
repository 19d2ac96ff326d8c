using System;
using System.Collections.Generic;
using LakeFS.S3.Transfers.Common;

namespace LakeFS.S3.Tests;

/// <summary>A server at a distance that answers one request after another, and a client that keeps to a limit. No real time passes.</summary>
internal sealed class SimulatedServer
{
    private readonly ConcurrencyLimit _limit;
    private readonly double _roundTrip;
    private readonly double _service;
    private readonly Queue<(double Sent, double Answered)> _underWay = new();
    private double _now;
    private double _free;

    /// <param name="limit">The limit.</param>
    /// <param name="roundTrip">In milliseconds.</param>
    /// <param name="requestsPerSecond">What the server can do.</param>
    public SimulatedServer(ConcurrencyLimit limit, double roundTrip, double requestsPerSecond)
    {
        _limit = limit;
        _roundTrip = roundTrip / 1000;
        _service = 1 / requestsPerSecond;
    }

    /// <summary>How many requests the client would like to have under way.</summary>
    public int Demand { get; init; } = int.MaxValue;

    public TimeSpan Now => TimeSpan.FromSeconds(_now);

    /// <summary>Goes on for a time.</summary>
    /// <returns>The requests answered per second.</returns>
    public double Run(double seconds)
    {
        double end = _now + seconds;
        int answered = 0;
        while (true)
        {
            while (_underWay.Count < Math.Min(_limit.Current, Demand))
            {
                // Half a round trip there, the server's queue, and half a round trip back.
                _free = Math.Max(_free, _now + (_roundTrip / 2)) + _service;
                _underWay.Enqueue((_now, _free + (_roundTrip / 2)));
            }

            if (_limit.Current <= Demand)
            {
                _limit.Reached();
            }

            if (_underWay.Peek().Answered > end)
            {
                _now = end;
                return answered / seconds;
            }

            (double sent, _now) = _underWay.Dequeue();
            _limit.Finished(Now, TimeSpan.FromSeconds(_now - sent));
            answered++;
        }
    }
}
