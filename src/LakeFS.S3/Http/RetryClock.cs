using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.Http;

/// <summary>The clock that retries wait by. Tests replace it, so that a long outage takes them no time.</summary>
internal class RetryClock
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    /// <summary>The machine's clock.</summary>
    public static RetryClock System { get; } = new();

    /// <summary>The time since some fixed moment.</summary>
    public virtual TimeSpan Now => _watch.Elapsed;

    /// <summary>Waits.</summary>
    public virtual Task DelayAsync(TimeSpan time, CancellationToken cancellationToken) => Task.Delay(time, cancellationToken);
}
