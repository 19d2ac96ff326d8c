using System;
using System.Threading;

namespace LakeFS.S3.Tests;

/// <summary>Tells how much has gone in all, at once and on the thread it happens on, unlike <see cref="Progress{T}"/>.</summary>
internal sealed class ImmediateProgress(Action<long> report) : IProgress<long>
{
    private long _total;

    public void Report(long value) => report(Interlocked.Add(ref _total, value));
}
