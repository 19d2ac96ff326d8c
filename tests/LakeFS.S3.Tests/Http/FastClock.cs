using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Http;

namespace LakeFS.S3.Tests;

/// <summary>A clock for retries that is twenty times as fast as the machine's, so that an outage of 20 s takes a test one.</summary>
internal sealed class FastClock : RetryClock
{
    private const int Speed = 20;

    private readonly Stopwatch _watch = Stopwatch.StartNew();

    public override TimeSpan Now => _watch.Elapsed * Speed;

    public override Task DelayAsync(TimeSpan time, CancellationToken cancellationToken) => Task.Delay(time / Speed, cancellationToken);
}
