using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>What stands still is ended, what moves is not.</summary>
[Collection(OneAtATime.Name)]
public sealed class IdleTimeoutTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    [Theory]
    [InlineData(Transport.Http)]
    [InlineData(Transport.Https)]
    public async Task An_answer_that_does_not_come_is_a_timeout(Transport transport)
    {
        await using TestGateway gateway = await TestGateway.StartAsync(transport);
        gateway.Break(new { operation = "ListBuckets", fault = "stall", seconds = 600 });
        LakeS3Connection impatient = gateway.Connect(timeout: Patience);
        Stopwatch watch = Stopwatch.StartNew();

        LakeS3Exception error = await Lake.FailsAsync("LakeTimeout", () => impatient.VerifyAsync(CancellationToken.None));

        Assert.Equal(LakeErrorKind.Timeout, error.Kind);
        Assert.InRange(watch.Elapsed, Patience - TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(60));
        Assert.Contains("2 s (tried once)", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Transport.Http)]
    [InlineData(Transport.Https)]
    public async Task A_download_that_stands_still_halfway_is_a_timeout(Transport transport)
    {
        await using TestGateway gateway = await TestGateway.StartAsync(transport);
        await gateway.SeedAsync(TestGateway.At("big"), Lake.Content(4 * 1024 * 1024));
        gateway.Break(new { operation = "GetObject", fault = "stall-in-body", afterBytes = 1024 * 1024, seconds = 600 });
        LakeS3Connection impatient = gateway.Connect(timeout: Patience);
        using MemoryStream target = new();

        await Lake.FailsAsync(
            "LakeTimeout", () => new LakeTransfers(impatient).DownloadAsync(TestGateway.At("big"), target, null, CancellationToken.None));

        Assert.InRange(target.Length, 1, 1024 * 1024);
    }

    [Theory]
    [InlineData(Transport.Http)]
    [InlineData(Transport.Https)]
    public async Task An_upload_that_stands_still_halfway_is_a_timeout(Transport transport)
    {
        await using TestGateway gateway = await TestGateway.StartAsync(transport);
        gateway.Break(new { operation = "PutObject", fault = "stall-in-body", afterBytes = 1024 * 1024, seconds = 600 });
        LakeS3Connection impatient = gateway.Connect(timeout: Patience);

        // More than the sockets between the two take in by themselves.
        Exception? error = await Record.ExceptionAsync(() => impatient.UploadAsync(TestGateway.At("big"), Lake.Content(48 * 1024 * 1024)));

        gateway.Mend();
        Assert.False(await gateway.Connection.ExistsAsync(TestGateway.At("big")));
        string log = string.Join(", ", await gateway.StopAsync());
        Assert.True(error is LakeS3Exception { ErrorId: "LakeTimeout" }, $"{error} after {log}");
    }

    [Fact]
    public async Task An_upload_whose_source_is_slow_is_none()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Transport.Https);
        byte[] content = Lake.Content(32 * 1024 * 1024);
        using GatedStream slow = new(content);
        LakeS3Connection impatient = gateway.Connect(timeout: Patience);

        // The other request shows when the timeout is over.
        gateway.Break(new { operation = "ListBuckets", fault = "stall", count = 0, seconds = 600 });
        Task<LakeTransferResult> upload =
            new LakeTransfers(impatient).UploadAsync(new UploadRequest(TestGateway.At("slow")), slow, null, CancellationToken.None);
        using PeriodicTimer pace = new(Patience / 20);
        for (int i = 0; i < 2; i++)
        {
            Task standing = impatient.VerifyAsync(CancellationToken.None);
            while (!standing.IsCompleted)
            {
                slow.Release(256 * 1024);
                await pace.WaitForNextTickAsync();
            }

            await Lake.FailsAsync("LakeTimeout", () => standing);
            Assert.False(upload.IsCompleted);
        }

        slow.Release(content.Length);
        LakeTransferResult result = await upload;

        Assert.Equal(Lake.Md5(content), result.ETag);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_upload_over_a_slow_line_is_none(bool isSeekable)
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await using SlowRelay line = new(gateway.Url, bytesPerSecond: 5 * 1024 * 1024);
        byte[] content = Lake.Content(17 * 1024 * 1024);
        using MemoryStream memory = new(content);
        using Stream source = isSeekable ? memory : new UnseekableStream(memory);
        LakeS3Connection impatient = gateway.Connect(timeout: Patience, by: line.Url);
        Stopwatch watch = Stopwatch.StartNew();

        LakeTransferResult result = await new LakeTransfers(impatient).UploadAsync(
            new UploadRequest(TestGateway.At("slow")), source, null, CancellationToken.None);

        Assert.True(watch.Elapsed > Patience, "The line was not slow.");
        Assert.Equal(content.Length, result.Size);
        Lake.AssertSame(content, await gateway.Connection.DownloadAsync(TestGateway.At("slow")));
    }

    [Fact]
    public async Task A_timeout_is_tried_again()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        gateway.Break(new { operation = "PutObject", fault = "stall", nth = 1, count = 1, seconds = 600 });
        LakeS3Connection impatient = gateway.Connect(maxRetries: 2, timeout: Patience);
        byte[] content = Lake.Content(100_000);

        await impatient.UploadAsync(TestGateway.At("a"), content);

        Assert.Equal(content, await impatient.DownloadAsync(TestGateway.At("a")));
        Assert.Equal(["PutObject", "PutObject", "GetObject"], await gateway.StopAndTellOperationsAsync());
    }

    [Fact]
    public async Task A_timeout_tells_how_often_it_was_tried()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        gateway.Break(new { operation = "ListBuckets", fault = "stall", count = 0, seconds = 600 });
        LakeS3Connection impatient = gateway.Connect(maxRetries: 1, timeout: Patience);

        LakeS3Exception error = await Lake.FailsAsync("LakeTimeout", () => impatient.VerifyAsync(CancellationToken.None));

        Assert.Contains("tried 2 times", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await gateway.StopAsync()).Count(request => request.Operation == "ListBuckets"));
    }

    [Fact]
    public async Task A_caller_who_stops_waiting_is_no_timeout()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        gateway.Break(new { operation = "ListBuckets", fault = "stall", count = 0, seconds = 600 });
        LakeS3Connection retrying = gateway.Connect(maxRetries: 3);
        using CancellationTokenSource stop = new();

        Task waiting = retrying.VerifyAsync(stop.Token);
        stop.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task A_caller_who_stops_a_REST_call_is_no_timeout()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        gateway.Break(new { operation = "commit", fault = "stall", count = 0, seconds = 600 });
        using CancellationTokenSource stop = new();

        Task waiting = new LakeCommits(gateway.Connection).CommitAsync(
            TestGateway.Repository, "main", new CommitRequest { Message = "m", AllowEmpty = true }, stop.Token);
        stop.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task A_REST_call_that_stands_still_is_a_timeout()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        gateway.Break(new { operation = "commit", fault = "stall", count = 0, seconds = 600 });
        LakeS3Connection impatient = gateway.Connect(timeout: Patience);

        await Lake.FailsAsync("LakeTimeout", () => new LakeCommits(impatient).CommitAsync(
            TestGateway.Repository, "main", new CommitRequest { Message = "m", AllowEmpty = true }, CancellationToken.None));
    }
}
