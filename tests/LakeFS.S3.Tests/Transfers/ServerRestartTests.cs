using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>A server that crashes and comes back while many objects are on their way, a large one among them.</summary>
[Collection(OneAtATime.Name)]
public sealed class ServerRestartTests : IClassFixture<LargeFile>, IDisposable
{
    private const int Small = 60;
    private const int SmallSize = 300_000;

    private readonly LargeFile _large;
    private readonly TemporaryFolder _folder = new();

    public ServerRestartTests(LargeFile large)
    {
        _large = large;
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Everything_arrives_all_the_same()
    {
        GatewayProcess gateway = await GatewayProcess.StartAsync(_folder.File("data"));
        try
        {
            using LakeS3Connection connection = gateway.Connect(maxRetries: 10, maxConcurrency: 6);
            LakeTransfers transfers = new(connection);
            Dictionary<string, byte[]> contents = Enumerable.Range(0, Small).ToDictionary(i => $"small{i}", i => Lake.Content(SmallSize + i));
            string source = Directory.CreateDirectory(_folder.File("up")).FullName;
            foreach ((string key, byte[] content) in contents)
            {
                File.WriteAllBytes(Path.Combine(source, key), content);
            }

            gateway = await TransferAsync(gateway, contents.Keys, (key, progress, stop) => transfers.UploadFileAsync(
                new UploadRequest(TestGateway.At(key)), key == "large" ? _large.Path : Path.Combine(source, key), progress, stop));
            string target = _folder.File("down");
            gateway = await TransferAsync(gateway, contents.Keys, (key, progress, stop) => transfers.DownloadFileAsync(
                TestGateway.At(key), Path.Combine(target, key), new DownloadOptions(), progress, stop));

            Lake.AssertSame(_large.Content, File.ReadAllBytes(Path.Combine(target, "large")));
            foreach ((string key, byte[] content) in contents)
            {
                Lake.AssertSame(content, File.ReadAllBytes(Path.Combine(target, key)));
            }

            Assert.Equal(Small + 1, Directory.GetFiles(target).Length);
        }
        finally
        {
            await gateway.DisposeAsync();
        }
    }

    // Crashes the gateway when a third of the large object has gone, and starts it again at the same port.
    private async Task<GatewayProcess> TransferAsync(
        GatewayProcess gateway, IEnumerable<string> keys, Func<string, IProgress<long>?, CancellationToken, Task<LakeTransferResult>> transfer)
    {
        using LakeS3Connection settings = gateway.Connect(maxConcurrency: 6);
        using LakeTransferBatch batch = new(settings, keepsResults: true, CancellationToken.None);
        TaskCompletionSource crashes = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ImmediateProgress progress = new(moved =>
        {
            if (moved > LargeFile.Size / 3)
            {
                crashes.TrySetResult();
            }
        });
        Task adding = AddAsync();
        await crashes.Task.WaitAsync(TimeSpan.FromMinutes(1));
        int port = gateway.Port;
        await gateway.KillAsync();
        GatewayProcess again = await GatewayProcess.StartAsync(_folder.File("data"), port);
        await adding;
        await batch.Completion;

        List<LakeTransferResult> results = [];
        while (batch.TryTake(out LakeTransferOutcome? outcome))
        {
            Assert.Null(outcome!.Error);
            results.Add(outcome.Result!);
        }

        Assert.Equal(Small + 1, results.Count);
        Assert.All(results, result => Assert.True(result.Verified));
        return again;

        async Task AddAsync()
        {
            foreach (string key in keys.Prepend("large"))
            {
                IProgress<long>? watched = key == "large" ? progress : null;
                await batch.AddAsync(new LakeTransferJob(key, async stop => await transfer(key, watched, stop)), CancellationToken.None);
            }

            batch.Complete();
        }
    }
}
