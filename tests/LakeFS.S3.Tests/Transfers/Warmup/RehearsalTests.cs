using System;
using System.Threading.Tasks;
using LakeFS.S3.Transfers.Warmup;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>The rehearsal of transfers ends well, and there is one of it.</summary>
public sealed class RehearsalTests
{
    [Fact]
    public async Task What_is_rehearsed_succeeds()
    {
        Task rehearsal = Rehearsal.BeginAsync();

        await rehearsal.WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Same(rehearsal, Rehearsal.BeginAsync());
    }
}
