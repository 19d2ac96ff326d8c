using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>A stop while downloads stand still: .NET would wait up to two seconds for what little is left of an answer.</summary>
[Collection(OneAtATime.Name)]
public sealed class StoppedBatchTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData((1024 * 1024) + 1000)]
    [InlineData(16 * 1024 * 1024)]
    public async Task What_stands_still_ends_at_once_however_little_of_it_is_left(int size)
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync(TestGateway.At("done"), [1]);
        await gateway.SeedAsync(TestGateway.At("stuck"), Lake.Content(size));
        gateway.Break(new { operation = "GetObject", keyPattern = "stuck", fault = "stall-in-body", afterBytes = 1024 * 1024, seconds = 600, count = 0 });
        using CancellationTokenSource stop = new();
        LakeTransfers transfers = new(gateway.Connection);
        TaskCompletionSource moving = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Stopwatch watch = new();

        using (LakeTransferBatch batch = new(gateway.Connection, keepsResults: true, stop.Token))
        {
            foreach (string key in new[] { "done", "stuck" })
            {
                await batch.AddAsync(
                    new LakeTransferJob(key, async token => await transfers.DownloadFileAsync(
                        TestGateway.At(key), _folder.File(key), new DownloadOptions(), new ImmediateProgress(_ => Begin(key)), token)),
                    CancellationToken.None);
            }

            await moving.Task.WaitAsync(Patience);
            Assert.True(SpinWait.SpinUntil(() => batch.Succeeded == 1, Patience));
            watch.Start();
            stop.Cancel();
        }

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(1.5));
        Assert.Equal(["done"], _folder.Files);

        void Begin(string key)
        {
            if (key == "stuck")
            {
                moving.TrySetResult();
            }
        }
    }
}
