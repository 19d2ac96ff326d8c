using System;
using System.Threading;

namespace LakeFS.S3.Tests;

/// <summary>Tells how much has gone in all, at once and on the thread it happens on, unlike <see cref="Progress{T}"/>; never twice at a time.</summary>
internal sealed class ImmediateProgress(Action<long> report) : IProgress<long>
{
    private readonly Lock _lock = new();
    private long _total;

    public void Report(long value)
    {
        lock (_lock)
        {
            _total += value;
            report(_total);
        }
    }
}
