using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Many transfers over few workers.</summary>
public sealed class LakeTransferBatchTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task As_many_run_at_once_as_the_connection_allows_and_not_all_wait()
    {
        const int Workers = 3;
        const int MaxWaiting = 10_000;
        await using TestGateway gateway = await TestGateway.StartAsync();
        using LakeTransferBatch batch = new(gateway.Connect(maxConcurrency: Workers), keepsResults: false, CancellationToken.None);
        TaskCompletionSource full = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int running = 0;
        int most = 0;
        LakeTransferJob job = new("job", async stop =>
        {
            int now = Interlocked.Increment(ref running);
            lock (full)
            {
                most = Math.Max(most, now);
            }

            if (now == Workers)
            {
                full.TrySetResult();
            }

            await release.Task.WaitAsync(stop);
            Interlocked.Decrement(ref running);
            return null;
        });

        for (int i = 0; i < Workers; i++)
        {
            await batch.AddAsync(job, CancellationToken.None).AsTask().WaitAsync(Patience);
        }

        await full.Task.WaitAsync(Patience);
        for (int i = 0; i < MaxWaiting; i++)
        {
            await batch.AddAsync(job, CancellationToken.None).AsTask().WaitAsync(Patience);
        }

        Task oneMore = batch.AddAsync(job, CancellationToken.None).AsTask();
        Assert.False(oneMore.IsCompleted);
        release.SetResult();
        await oneMore.WaitAsync(Patience);
        batch.Complete();
        await batch.Completion.WaitAsync(Patience);

        Assert.Equal((Workers, Workers + MaxWaiting + 1, 0), (most, batch.Succeeded, batch.Failed));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_fails_is_handed_out_and_the_rest_goes_on(bool keepsResults)
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        gateway.Break(new { operation = "PutObject", keyPattern = "bad*", fault = "error", status = 403, code = "AccessDenied", count = 0 });
        string[] names = [.. Enumerable.Range(0, 40).Select(i => (i % 10 == 3 ? "bad" : "good") + i)];
        using LakeTransferBatch batch = new(gateway.Connection, keepsResults, CancellationToken.None);
        LakeTransfers transfers = new(gateway.Connection);

        foreach (string name in names)
        {
            File.WriteAllText(_folder.File(name), name);
            await batch.AddAsync(
                new LakeTransferJob(name, async stop => await transfers.UploadFileAsync(
                    new UploadRequest(TestGateway.At(name)), _folder.File(name), null, stop)),
                CancellationToken.None);
        }

        await batch.AddFailureAsync("early", new LakeS3Exception("LakeFileNotFound", LakeErrorKind.NotFound, "gone"), CancellationToken.None);
        batch.Complete();
        await batch.Completion;

        List<LakeTransferOutcome> outcomes = Take(batch);
        Assert.Equal((36, 5), (batch.Succeeded, batch.Failed));
        Assert.Equal(
            ["bad13", "bad23", "bad3", "bad33", "early"], outcomes.Where(outcome => outcome.Error is not null).Select(outcome => (string)outcome.Target).Order(StringComparer.Ordinal));
        Assert.Equal(
            keepsResults ? names.Where(name => name.StartsWith("good", StringComparison.Ordinal)).Order(StringComparer.Ordinal) : [],
            outcomes.Where(outcome => outcome.Result is not null).Select(outcome => outcome.Result!.Key).Order(StringComparer.Ordinal));
        Assert.Equal(36, (await gateway.Connection.ListAsync(TestGateway.At("good"))).Count);
    }

    [Fact]
    public async Task A_failure_that_nobody_foresaw_does_not_leave_the_caller_waiting()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        LakeTransferBatch batch = new(gateway.Connect(maxConcurrency: 1), keepsResults: false, CancellationToken.None);
        LakeTransferJob broken = new("broken", _ => throw new InvalidOperationException("unforeseen"));

        Exception? told = await Record.ExceptionAsync(async () =>
        {
            for (int i = 0; i < 5; i++)
            {
                await batch.AddAsync(broken, CancellationToken.None).AsTask().WaitAsync(Patience / 6);
            }

            batch.Complete();
            await batch.Completion.WaitAsync(Patience / 6);
        });
        told ??= Record.Exception(batch.Dispose);

        Assert.IsNotType<TimeoutException>(told);
        Assert.True(told is not null || Take(batch).Exists(outcome => outcome.Error is not null), "The error was lost.");
    }

    private static List<LakeTransferOutcome> Take(LakeTransferBatch batch)
    {
        List<LakeTransferOutcome> outcomes = [];
        while (batch.TryTake(out LakeTransferOutcome? outcome))
        {
            outcomes.Add(outcome!);
        }

        return outcomes;
    }
}
