using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway;
using LakeFS.S3.LocalGateway.Diagnostics;
using LakeFS.S3.Transfers.Upload;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Uploads that go on where an earlier one broke off.</summary>
public sealed class UploadResumeTests : IClassFixture<LargeFile>
{
    private static readonly ObjectAddress Address = TestGateway.At("large.bin");

    private readonly LargeFile _large;

    public UploadResumeTests(LargeFile large)
    {
        _large = large;
    }

    [Fact]
    public async Task What_is_there_is_not_sent_again()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(blockStorage: BlockStorage.Memory);
        await BreakOffAsync(gateway, afterParts: 3);
        Assert.Equal(["large.bin"], await Uploads.UnfinishedAsync(gateway));
        long last = 0;

        LakeTransferResult result = await ResumeAsync(gateway.Connection, _large.Path, new ImmediateProgress(sent => last = sent));

        Assert.Equal((LargeFile.Size, _large.ETag, true), (result.Size, result.ETag, result.Verified));
        Assert.Equal(LargeFile.Size, last);
        Lake.AssertSame(_large.Content, await gateway.Connection.DownloadAsync(Address));
        Assert.Empty(await Uploads.UnfinishedAsync(gateway));
        Assert.Null(UploadIdOf(gateway, _large.Path));
        LoggedRequest[] log = [.. await gateway.StopAsync()];
        Assert.Single(log, request => request.Operation == "CreateMultipartUpload");
        Assert.Equal(LargeFile.Parts, log.Count(request => request.Operation == "UploadPart" && request.Status == 200));
    }

    [Fact]
    public async Task A_stop_keeps_the_parts_too()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(blockStorage: BlockStorage.Memory);
        using CancellationTokenSource stop = new();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new LakeTransfers(gateway.Connect(maxConcurrency: 1)).UploadFileAsync(
            new UploadRequest(Address) { Resume = true },
            _large.Path,
            new ImmediateProgress(sent =>
            {
                if (sent > 2 * LargeFile.PartSize)
                {
                    stop.Cancel();
                }
            }),
            stop.Token));

        await ResumeAsync(gateway.Connection, _large.Path);

        Lake.AssertSame(_large.Content, await gateway.Connection.DownloadAsync(Address));
        Assert.Empty(await Uploads.UnfinishedAsync(gateway));
        LoggedRequest[] log = [.. await gateway.StopAsync()];
        Assert.Single(log, request => request.Operation == "CreateMultipartUpload");
        Assert.Equal(LargeFile.Parts, log.Count(request => request.Operation == "UploadPart" && request.Status == 200));
    }

    [Fact]
    public async Task An_upload_that_was_aborted_meanwhile_is_begun_anew()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(blockStorage: BlockStorage.Memory);
        await BreakOffAsync(gateway, afterParts: 3);
        await new LakeUploads(gateway.Connection).AbortAsync(Address, UploadIdOf(gateway, _large.Path)!, CancellationToken.None);

        LakeTransferResult result = await ResumeAsync(gateway.Connection, _large.Path);

        Assert.Equal(_large.ETag, result.ETag);
        Lake.AssertSame(_large.Content, await gateway.Connection.DownloadAsync(Address));
        Assert.Empty(await Uploads.UnfinishedAsync(gateway));
        Assert.Null(UploadIdOf(gateway, _large.Path));
    }

    [Fact]
    public async Task An_upload_that_was_finished_though_nobody_heard_of_it_is_found_finished()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(blockStorage: BlockStorage.Memory);
        gateway.Break(
            new { operation = "CompleteMultipartUpload", fault = "lost-answer", count = 0 },
            new { operation = "HeadObject", fault = "reset", count = 0 });
        await Lake.FailsAsync("LakeConnectionFailed", () => ResumeAsync(gateway.Connection, _large.Path));
        gateway.Mend();

        LakeTransferResult result = await ResumeAsync(gateway.Connection, _large.Path);

        Assert.Equal(_large.ETag, result.ETag);
        Assert.Null(UploadIdOf(gateway, _large.Path));
        Assert.Equal(LargeFile.Parts, (await gateway.StopAsync()).Count(request => request.Operation == "UploadPart"));
    }

    [Fact]
    public async Task A_file_that_changed_since_is_begun_anew_and_leaves_nothing_of_the_old_upload()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(blockStorage: BlockStorage.Memory);
        using TemporaryFolder folder = new();
        string path = folder.File("large.bin");
        File.Copy(_large.Path, path);
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddHours(-1));
        await BreakOffAsync(gateway, afterParts: 3, path);
        byte[] content = (byte[])_large.Content.Clone();
        content[0] ^= 1;
        File.WriteAllBytes(path, content);

        await ResumeAsync(gateway.Connection, path);

        Lake.AssertSame(content, await gateway.Connection.DownloadAsync(Address));
        Assert.Empty(await Uploads.UnfinishedAsync(gateway));
    }

    [Fact]
    public async Task Small_files_need_no_notes()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.File("a"), [1, 2, 3]);

        await ResumeAsync(gateway.Connection, folder.File("a"));

        Assert.Null(UploadIdOf(gateway, folder.File("a")));
        Assert.Equal(["PutObject"], await gateway.StopAndTellOperationsAsync());
    }

    private async Task BreakOffAsync(TestGateway gateway, int afterParts, string? path = null)
    {
        gateway.Break(new { operation = "UploadPart", fault = "error", status = 403, code = "AccessDenied", nth = afterParts + 1, count = 0 });
        await Lake.FailsAsync("LakeAccessDenied", () => ResumeAsync(gateway.Connect(maxConcurrency: 1), path ?? _large.Path));
        gateway.Mend();
        Assert.NotNull(UploadIdOf(gateway, path ?? _large.Path));
    }

    private static Task<LakeTransferResult> ResumeAsync(LakeS3Connection connection, string path, IProgress<long>? progress = null) =>
        new LakeTransfers(connection).UploadFileAsync(new UploadRequest(Address) { Resume = true }, path, progress, CancellationToken.None);

    // The gateway's port and the temporary path make a name of its own for what is noted.
    private static string? UploadIdOf(TestGateway gateway, string path)
    {
        using SourceFile file = SourceFile.Open(path);
        return UploadJournal.Open(gateway.Connection, Address, file).UploadId;
    }
}
