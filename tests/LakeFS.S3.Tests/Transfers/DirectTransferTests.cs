using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Diagnostics;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Content that goes straight to and from the object store behind lakeFS.</summary>
public sealed class DirectTransferTests
{
    private static readonly ObjectAddress Address = TestGateway.At("a");

    [Theory]
    [InlineData(Transport.Http)]
    [InlineData(Transport.Https)]
    public async Task Content_is_the_same_on_both_ways(Transport transport)
    {
        await using TestGateway gateway = await TestGateway.StartAsync(transport, hasStore: true);
        LakeS3Connection direct = gateway.Connect(direct: DirectTransferMode.Always);
        byte[] content = Lake.Content(3_000_000);

        LakeTransferResult sent = await direct.UploadAsync(Address, content);

        Assert.Equal((content.Length, Lake.Md5(content), true), (sent.Size, sent.ETag, sent.Verified));
        Lake.AssertSame(content, await gateway.Connection.DownloadAsync(Address));
        Lake.AssertSame(content, await direct.DownloadAsync(Address));
        LoggedRequest[] requests = [.. await gateway.StopAsync()];
        Assert.Equal(
            ["getConfig", "getPhysicalAddress", "StorePut", "linkPhysicalAddress", "GetObject", "statObject", "StoreGet"],
            requests.Select(request => request.Operation));
        // The log has the queries without their signatures, so none of these had credentials besides.
        Assert.DoesNotContain(requests, request => request.Operation.StartsWith("Store", StringComparison.Ordinal) && request.Status >= 400);
    }

    [Fact]
    public async Task A_server_that_offers_nothing_is_asked_once()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        byte[] content = Lake.Content(17 * 1024 * 1024);
        LakeS3Connection connection = gateway.Connect();

        await connection.UploadAsync(Address, content);
        await connection.UploadAsync(Address, content);
        await connection.UploadAsync(Address, [1, 2, 3]);

        Assert.Equal(["getConfig", "PutObject", "PutObject", "PutObject"], await gateway.StopAndTellOperationsAsync());
    }

    [Fact]
    public async Task A_canceled_upload_leaves_nothing_in_the_store()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(hasStore: true);
        LakeS3Connection connection = gateway.Connect(direct: DirectTransferMode.Always);
        using CancellationTokenSource cancel = new();
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "large");
        await File.WriteAllBytesAsync(path, new byte[70 * 1024 * 1024]);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new LakeTransfers(connection)
            .UploadFileAsync(new UploadRequest(Address), path, new Canceler(cancel), cancel.Token));

        string[] operations = await gateway.StopAndTellOperationsAsync();
        Assert.Single(operations, "abortPresignMultipartUpload");
        Assert.DoesNotContain("completePresignMultipartUpload", operations);
    }

    [Fact]
    public async Task Progress_counts_each_byte_once_though_the_store_refuses_and_the_gateway_takes_over()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(hasStore: true);
        gateway.Break(new { operation = "StorePut", count = 0, fault = "error", status = 403, code = "AccessDenied" });
        Sum sent = new();
        byte[] content = Lake.Content(17 * 1024 * 1024);
        using MemoryStream stream = new(content);

        LakeTransferResult result = await new LakeTransfers(gateway.Connect()).UploadAsync(new UploadRequest(Address), stream, sent, CancellationToken.None);

        Assert.True(result.Verified);
        Assert.Equal(content.Length, sent.Total);
        Assert.Contains("PutObject", await gateway.StopAndTellOperationsAsync());
    }

    [Fact]
    public async Task A_replaced_object_is_not_mixed_with_its_successor()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(hasStore: true);
        // One request at a time: the second range is requested after the object was replaced.
        LakeS3Connection connection = gateway.Connect(maxConcurrency: 1, direct: DirectTransferMode.Always);
        await connection.UploadAsync(Address, Lake.Content(20 * 1024 * 1024));
        gateway.Break(new { operation = "StoreGet", nth = 2, count = 1, fault = "error", status = 403, code = "AccessDenied" });
        using TemporaryFolder folder = new();

        await Lake.FailsAsync("LakeObjectChanged", () => connection.DownloadFileAsync(
            Address, Path.Combine(folder.Path, "file"), progress: new Replacer(() => gateway.Connection.UploadAsync(Address, [1, 2, 3]).Wait())));
    }

    private sealed class Canceler(CancellationTokenSource cancel) : IProgress<long>
    {
        public void Report(long value) => cancel.Cancel();
    }

    private sealed class Sum : IProgress<long>
    {
        private long _total;

        public long Total => Interlocked.Read(ref _total);

        public void Report(long value) => Interlocked.Add(ref _total, value);
    }

    private sealed class Replacer(Action replace) : IProgress<long>
    {
        private int _calls;

        public void Report(long value)
        {
            if (Interlocked.Increment(ref _calls) == 1)
            {
                replace();
            }
        }
    }
}
