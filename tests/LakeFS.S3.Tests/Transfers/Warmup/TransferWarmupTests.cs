using System;
using System.Threading.Tasks;
using LakeFS.S3.Transfers.Warmup;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>The warmup of transfers succeeds and runs once.</summary>
public sealed class TransferWarmupTests
{
    [Fact]
    public async Task Succeeds_and_runs_once()
    {
        Task warmup = TransferWarmup.BeginAsync();

        await warmup.WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Same(warmup, TransferWarmup.BeginAsync());
    }
}
