using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Http;

namespace LakeFS.S3.Tests;

/// <summary>A clock for retries that moves when the test says so, and by each delay.</summary>
internal sealed class ManualClock : RetryClock
{
    private TimeSpan _now;

    /// <summary>The delays so far.</summary>
    public List<TimeSpan> Delays { get; } = [];

    public override TimeSpan Now => _now;

    public void Advance(double seconds) => _now += TimeSpan.FromSeconds(seconds);

    public override Task DelayAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        Delays.Add(time);
        _now += time;
        return Task.CompletedTask;
    }
}
