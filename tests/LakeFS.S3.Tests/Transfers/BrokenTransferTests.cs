using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Errors;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Transfers that go wrong on the way.</summary>
public sealed class BrokenTransferTests
{
    private static readonly ObjectAddress Address = TestGateway.At("content.bin");

    [Theory]
    [InlineData("PutObject", 1000)]
    [InlineData("UploadPart", 20 * 1024 * 1024)]
    [InlineData("CompleteMultipartUpload", 20 * 1024 * 1024)]
    public async Task An_upload_that_the_server_holds_otherwise_is_an_error(string operation, int size)
    {
        await using TestGateway gateway = await TestGateway.StartAsync(blockStorage: LocalGateway.BlockStorage.Memory);
        gateway.Break(new { operation, fault = "wrong-etag" });
        using UnseekableStream content = new(new MemoryStream(Lake.Content(size)));

        LakeS3Exception error = await Lake.FailsAsync("LakeContentMismatch", () => new LakeTransfers(gateway.Connection).UploadAsync(
            new UploadRequest(Address), content, null, CancellationToken.None));

        Assert.Equal(LakeErrorKind.InvalidData, error.Kind);
        Assert.Empty(await Uploads.UnfinishedAsync(gateway));
    }

    [Theory]
    [InlineData("truncate")]
    [InlineData("reset-in-body")]
    public async Task A_download_that_ends_early_leaves_nothing(string fault)
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        using TemporaryFolder folder = new();
        await gateway.SeedAsync(Address, Lake.Content(500_000));
        gateway.Break(new { operation = "GetObject", fault, afterBytes = 300_000, count = 0 });

        await Assert.ThrowsAsync<LakeS3Exception>(() => gateway.Connection.DownloadFileAsync(Address, folder.File("content.bin")));

        Assert.Empty(folder.Files);
    }

    [Fact]
    public async Task A_download_whose_answer_announces_too_much_comes_out_right()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        using TemporaryFolder folder = new();
        byte[] content = Lake.Content(500_000);
        await gateway.SeedAsync(Address, content);
        gateway.Break(new { operation = "GetObject", fault = "wrong-content-length", count = 0 });

        LakeTransferResult result = await gateway.Connection.DownloadFileAsync(Address, folder.File("content.bin"));

        Assert.Equal((content.Length, true), (result.Size, result.Verified));
        Lake.AssertSame(content, File.ReadAllBytes(folder.File("content.bin")));
    }

    [Theory]
    [InlineData("truncate")]
    [InlineData("reset-in-body")]
    public async Task A_download_that_fails_keeps_the_file_that_was_there(string fault)
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("content.bin"), "before");
        await gateway.SeedAsync(Address, Lake.Content(500_000));
        gateway.Break(new { operation = "GetObject", fault, afterBytes = 300_000, count = 0 });

        await Assert.ThrowsAsync<LakeS3Exception>(() => gateway.Connection.DownloadFileAsync(Address, folder.File("content.bin")));

        Assert.Equal(["content.bin"], folder.Files);
        Assert.Equal("before", File.ReadAllText(folder.File("content.bin")));
    }

    [Theory]
    [InlineData(Transport.Http, 0, 1_000_000)]
    [InlineData(Transport.Http, 12_345, 1_000_000)]
    [InlineData(Transport.Https, 12_345, 1_000_000)]
    [InlineData(Transport.LegacyHttp, 0, 1_000_000)]
    [InlineData(Transport.LegacyHttps, 0, 1_000_000)]
    public async Task A_retry_sends_the_whole_content_again(Transport transport, int start, int size)
    {
        await using TestGateway gateway = await TestGateway.StartAsync(transport);
        gateway.Break(new { operation = "PutObject", fault = "reset-in-body", afterBytes = 400_000, count = 2 });
        byte[] content = Lake.Content(size);
        using MemoryStream stream = new(content);
        stream.Position = start;

        LakeTransferResult result = await new LakeTransfers(gateway.Connect(maxRetries: 2)).UploadAsync(
            new UploadRequest(Address), stream, null, CancellationToken.None);

        Assert.Equal(content[start..], await gateway.Connection.DownloadAsync(Address));
        Assert.Equal((size - start, Lake.Md5(content[start..])), (result.Size, result.ETag));
        Assert.Equal(["PutObject", "PutObject", "PutObject", "GetObject"], await gateway.StopAndTellOperationsAsync());
    }

    [Theory]
    [InlineData(Transport.Http)]
    [InlineData(Transport.Https)]
    public async Task A_retry_with_checksums_sends_the_whole_content_again(Transport transport)
    {
        await using TestGateway gateway = await TestGateway.StartAsync(transport);
        gateway.Break(new { operation = "PutObject", fault = "error", status = 503, code = "SlowDown", count = 1 });
        byte[] content = Lake.Content(1_000_000);

        LakeTransferResult result = await gateway.Connect(maxRetries: 1, checksums: ChecksumMode.WhenSupported).UploadAsync(Address, content);

        Assert.Equal(Lake.Md5(content), result.ETag);
        Assert.Equal(content, await gateway.Connection.DownloadAsync(Address));
    }

    [Fact]
    public async Task A_part_that_is_broken_off_is_sent_again()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(blockStorage: LocalGateway.BlockStorage.Memory);
        gateway.Break(new { operation = "UploadPart", fault = "reset-in-body", afterBytes = 400_000, nth = 2, count = 1 });
        byte[] content = Lake.Content(20 * 1024 * 1024);
        using UnseekableStream stream = new(new MemoryStream(content));

        await new LakeTransfers(gateway.Connect(maxRetries: 1)).UploadAsync(new UploadRequest(Address), stream, null, CancellationToken.None);

        byte[] found = await gateway.Connection.DownloadAsync(Address);
        Assert.True(content.AsSpan().SequenceEqual(found));
        Assert.Equal(
            ["CreateMultipartUpload", "UploadPart", "UploadPart", "UploadPart", "CompleteMultipartUpload", "HeadObject", "GetObject"],
            await gateway.StopAndTellOperationsAsync());
    }

    [Theory]
    [InlineData("UploadPart")]
    [InlineData("CompleteMultipartUpload")]
    public async Task An_upload_in_parts_that_fails_leaves_none_behind(string operation)
    {
        await using TestGateway gateway = await TestGateway.StartAsync(blockStorage: LocalGateway.BlockStorage.Memory);
        gateway.Break(new { operation, fault = "error", status = 403, code = "AccessDenied", nth = operation == "UploadPart" ? 2 : 1, count = 0 });
        using UnseekableStream stream = new(new MemoryStream(Lake.Content(40 * 1024 * 1024)));

        LakeS3Exception error = await Lake.FailsAsync("LakeAccessDenied", () => new LakeTransfers(gateway.Connection).UploadAsync(
            new UploadRequest(Address), stream, null, CancellationToken.None));

        Assert.Empty(error.Data);
        Assert.Empty(await Uploads.UnfinishedAsync(gateway));
        Assert.False(await gateway.Connection.ExistsAsync(Address));
    }

    [Fact]
    public async Task An_upload_that_could_not_be_aborted_is_told()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(blockStorage: LocalGateway.BlockStorage.Memory);
        gateway.Break(
            new { operation = "UploadPart", fault = "error", status = 403, code = "AccessDenied", count = 0 },
            new { operation = "AbortMultipartUpload", fault = "error", status = 403, code = "AccessDenied", count = 0 });
        using UnseekableStream stream = new(new MemoryStream(Lake.Content(20 * 1024 * 1024)));

        LakeS3Exception error = await Lake.FailsAsync("LakeAccessDenied", () => new LakeTransfers(gateway.Connection).UploadAsync(
            new UploadRequest(Address), stream, null, CancellationToken.None));

        Assert.Equal((LeftoverKind.Upload, "content.bin"), (Leftover.Of(error).Single().Kind, Leftover.Of(error).Single().Key));
        Assert.Equal(["content.bin"], await Uploads.UnfinishedAsync(gateway));
    }

    [Fact]
    public async Task An_upload_that_is_stopped_leaves_nothing()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(blockStorage: LocalGateway.BlockStorage.Memory);
        using CancellationTokenSource stop = new();
        using UnseekableStream stream = new(new MemoryStream(Lake.Content(64 * 1024 * 1024)))
        {
            BeforeRead = read =>
            {
                if (read >= 40 * 1024 * 1024)
                {
                    stop.Cancel();
                }
            },
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new LakeTransfers(gateway.Connection).UploadAsync(
            new UploadRequest(Address), stream, null, stop.Token));

        Assert.Empty(await Uploads.UnfinishedAsync(gateway));
        Assert.False(await gateway.Connection.ExistsAsync(Address));
        Assert.Single(await gateway.StopAsync(), request => request.Operation == "AbortMultipartUpload");
    }

    [Theory]
    [InlineData(Transport.Http)]
    [InlineData(Transport.Https)]
    public async Task A_single_upload_that_is_stopped_leaves_nothing(Transport transport)
    {
        await using TestGateway gateway = await TestGateway.StartAsync(transport);
        using CancellationTokenSource stop = new();
        using MemoryStream stream = new(Lake.Content(8 * 1024 * 1024));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new LakeTransfers(gateway.Connection).UploadAsync(
            new UploadRequest(Address), stream, new ImmediateProgress(_ => StopWhen(stream.Position > 4 * 1024 * 1024, stop)), stop.Token));

        Assert.False(await gateway.Connection.ExistsAsync(Address));
    }

    [Fact]
    public async Task A_download_that_is_stopped_leaves_nothing()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        using TemporaryFolder folder = new();
        using CancellationTokenSource stop = new();
        await gateway.SeedAsync(Address, Lake.Content(4 * 1024 * 1024));
        gateway.Break(new { operation = "GetObject", fault = "stall-in-body", afterBytes = 2 * 1024 * 1024, seconds = 600, count = 0 });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new LakeTransfers(gateway.Connection).DownloadFileAsync(
            Address,
            folder.File("content.bin"),
            new DownloadOptions(),
            new ImmediateProgress(read => StopWhen(read > 1024 * 1024, stop)),
            stop.Token));

        Assert.Empty(folder.Files);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_local_source_that_fails_is_not_blamed_on_the_server(bool isSeekable)
    {
        await using TestGateway gateway = await TestGateway.StartAsync(blockStorage: LocalGateway.BlockStorage.Memory);
        using BrokenStream broken = new(new MemoryStream(Lake.Content(40 * 1024 * 1024)), after: 20 * 1024 * 1024);
        using Stream source = isSeekable ? broken : new UnseekableStream(broken);

        LakeS3Exception error = await Lake.FailsAsync("LakeStreamUnreadable", () => new LakeTransfers(gateway.Connection).UploadAsync(
            new UploadRequest(Address), source, null, CancellationToken.None));

        Assert.Contains(BrokenStream.Message, error.Message, StringComparison.Ordinal);
        Assert.Empty(await Uploads.UnfinishedAsync(gateway));
        Assert.False(await gateway.Connection.ExistsAsync(Address));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task So_is_one_that_is_closed(bool isSeekable)
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        MemoryStream closed = new([1]);
        using Stream source = isSeekable ? closed : new UnseekableStream(closed);
        closed.Dispose();

        await Lake.FailsAsync("LakeStreamUnreadable", () => new LakeTransfers(gateway.Connection).UploadAsync(
            new UploadRequest(Address), source, null, CancellationToken.None));

        Assert.False(await gateway.Connection.ExistsAsync(Address));
    }

    [Fact]
    public async Task A_local_target_that_fails_is_not_blamed_on_the_server()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync(Address, Lake.Content(4 * 1024 * 1024));
        using BrokenStream target = new(new MemoryStream(), after: 1024 * 1024);

        Exception error = await Assert.ThrowsAnyAsync<Exception>(() => new LakeTransfers(gateway.Connection).DownloadAsync(
            Address, target, null, CancellationToken.None));

        Assert.Contains(BrokenStream.Message, error.ToString(), StringComparison.Ordinal);
        Assert.NotEqual("LakeConnectionFailed", (error as LakeS3Exception)?.ErrorId);
    }

    private static void StopWhen(bool condition, CancellationTokenSource stop)
    {
        if (condition)
        {
            stop.Cancel();
        }
    }
}
