using System;

namespace LakeFS.S3.Tests;

/// <summary>Reports progress at once and on the thread it happens on, unlike <see cref="Progress{T}"/>.</summary>
internal sealed class ImmediateProgress(Action<long> report) : IProgress<long>
{
    public void Report(long value) => report(value);
}
