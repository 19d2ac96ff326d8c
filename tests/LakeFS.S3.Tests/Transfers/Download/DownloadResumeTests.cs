using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.LocalFiles;
using LakeFS.S3.LocalGateway.Diagnostics;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Downloads that go on where an earlier one broke off.</summary>
public sealed class DownloadResumeTests : IDisposable
{
    private const int MiB = 1024 * 1024;
    private const int RangeSize = 16 * MiB;
    private const int Size = 40 * MiB;

    private static readonly ObjectAddress Address = TestGateway.At("content.bin");
    private static readonly byte[] Content = Lake.Content(Size);

    private readonly TemporaryFolder _folder = new();

    private string Target => _folder.File("content.bin");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Transport.Http)]
    [InlineData(Transport.Https)]
    public async Task What_is_there_is_not_asked_for_again(Transport transport)
    {
        await using TestGateway gateway = await StartAsync(transport);
        await BreakOffAsync(gateway, afterRequests: 1);
        Assert.False(File.Exists(Target));
        long last = 0;

        LakeTransferResult result = await ResumeAsync(gateway.Connection, new ImmediateProgress(received => last = received));

        Assert.Equal((Size, true, (long)Size), (result.Size, result.Verified, last));
        Lake.AssertSame(Content, File.ReadAllBytes(Target));
        Assert.Equal(["content.bin"], _folder.Files);
        LoggedRequest[] gets = [.. (await gateway.StopAsync()).Where(request => request.Operation == "GetObject")];

        // A range and the others in one request, which broke off; then what was missing.
        Assert.Equal([RangeSize, Size - RangeSize], gets[..2].Select(request => request.BytesOut));
        Assert.Equal([RangeSize, Size % RangeSize], gets[2..].Select(request => request.BytesOut).OrderDescending());
    }

    [Fact]
    public async Task A_range_that_is_whole_is_kept_though_its_request_broke_off()
    {
        await using TestGateway gateway = await StartAsync();
        await BreakOffAsync(gateway, afterRequests: 1, afterBytes: RangeSize + MiB);

        LakeTransferResult result = await ResumeAsync(gateway.Connection);

        Assert.True(result.Verified);
        Lake.AssertSame(Content, File.ReadAllBytes(Target));
        Assert.Equal(
            [RangeSize, Size - RangeSize, Size % RangeSize],
            (await gateway.StopAsync()).Where(request => request.Operation == "GetObject").Select(request => request.BytesOut));
    }

    [Fact]
    public async Task What_is_kept_bears_a_name_that_is_no_file_of_the_folder()
    {
        await using TestGateway gateway = await StartAsync();

        await BreakOffAsync(gateway, afterRequests: 1);

        string name = Assert.Single(_folder.Files);
        Assert.True(UnfinishedDownload.IsName(name), name);
    }

    [Fact]
    public async Task A_stop_keeps_what_came()
    {
        await using TestGateway gateway = await StartAsync();
        gateway.ForgetSetup();
        using CancellationTokenSource stop = new();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new LakeTransfers(gateway.Connect(maxConcurrency: 1)).DownloadFileAsync(
            Address,
            Target,
            new DownloadOptions { Resume = true },
            new ImmediateProgress(received =>
            {
                if (received > RangeSize)
                {
                    stop.Cancel();
                }
            }),
            stop.Token));

        LakeTransferResult result = await ResumeAsync(gateway.Connection);

        Assert.True(result.Verified);
        Lake.AssertSame(Content, File.ReadAllBytes(Target));
        Assert.Equal(["content.bin"], _folder.Files);
        Assert.Equal(2 + 2, (await gateway.StopAsync()).Count(request => request.Operation == "GetObject"));
    }

    [Theory]
    [InlineData(Size)]
    [InlineData(17 * MiB)]
    [InlineData(1000)]
    [InlineData(0)]
    public async Task An_object_that_changed_since_is_fetched_anew(int size)
    {
        await using TestGateway gateway = await StartAsync();
        await BreakOffAsync(gateway, afterRequests: 1);
        byte[] other = Lake.Content(size + 1)[1..];
        await gateway.Connection.UploadAsync(Address, other);

        LakeTransferResult result = await ResumeAsync(gateway.Connection);

        Assert.Equal((size, Lake.Md5(other), true), (result.Size, result.ETag, result.Verified));
        Lake.AssertSame(other, File.ReadAllBytes(Target));
        Assert.Equal(["content.bin"], _folder.Files);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Half_of_what_was_kept_is_not_relied_on(bool isContentLost)
    {
        await using TestGateway gateway = await StartAsync();
        await BreakOffAsync(gateway, afterRequests: 1);
        string content = UnfinishedDownload.PathFor(Target);
        string notes = UnfinishedDownload.NotesFor(Target);
        Assert.True(File.Exists(notes));
        File.Delete(isContentLost ? content : notes);

        LakeTransferResult result = await ResumeAsync(gateway.Connection);

        Assert.True(result.Verified);
        Lake.AssertSame(Content, File.ReadAllBytes(Target));
        Assert.Equal(["content.bin"], _folder.Files);
        Assert.False(File.Exists(notes));
    }

    [Fact]
    public async Task Content_that_was_proved_wrong_is_not_kept_to_go_on_with()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        byte[] content = Lake.Content(20 * MiB);
        using (UnseekableStream stream = new(new MemoryStream(content)))
        {
            await new LakeTransfers(gateway.Connection).UploadAsync(new UploadRequest(Address), stream, null, CancellationToken.None);
        }

        gateway.Break(new { operation = "GetObject", fault = "corrupt", nth = 2, count = 1, afterBytes = 1000 });
        await Lake.FailsAsync("LakeContentMismatch", () => ResumeAsync(gateway.Connection));
        Assert.Empty(_folder.Files);

        LakeTransferResult result = await ResumeAsync(gateway.Connection);

        Assert.True(result.Verified);
        Lake.AssertSame(content, File.ReadAllBytes(Target));
    }

    [Fact]
    public async Task A_file_that_was_there_stays_until_all_has_come()
    {
        await using TestGateway gateway = await StartAsync();
        File.WriteAllText(Target, "before");
        await BreakOffAsync(gateway, afterRequests: 1);
        Assert.Equal("before", File.ReadAllText(Target));

        await ResumeAsync(gateway.Connection);

        Lake.AssertSame(Content, File.ReadAllBytes(Target));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData(17 * MiB)]
    public async Task Where_nothing_was_kept_it_is_a_download_like_any_other(int size)
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        byte[] content = Lake.Content(size);
        await gateway.SeedAsync(Address, content);

        LakeTransferResult result = await ResumeAsync(gateway.Connection);

        Assert.True(result.Verified);
        Lake.AssertSame(content, File.ReadAllBytes(Target));
        Assert.Equal(["content.bin"], _folder.Files);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_leaves_what_was_kept_alone()
    {
        await using TestGateway gateway = await StartAsync();
        await BreakOffAsync(gateway, afterRequests: 1);
        string[] kept = _folder.Files;
        gateway.Break(new { operation = "*", fault = "error", status = 503, code = "SlowDown", count = 0 });
        await Lake.FailsAsync("LakeThrottled", () => ResumeAsync(gateway.Connection));
        gateway.Mend();

        Assert.Equal(kept, _folder.Files);
        LakeTransferResult result = await ResumeAsync(gateway.Connection);
        Assert.True(result.Verified);
        Lake.AssertSame(Content, File.ReadAllBytes(Target));
    }

    private static async Task<TestGateway> StartAsync(Transport transport = Transport.Http)
    {
        TestGateway gateway = await TestGateway.StartAsync(transport);
        await gateway.SeedAsync(Address, Content);
        return gateway;
    }

    // One request asks for the first range, the second for all others.
    private async Task BreakOffAsync(TestGateway gateway, int afterRequests, int afterBytes = MiB)
    {
        gateway.Break(new { operation = "GetObject", fault = "reset-in-body", afterBytes, nth = afterRequests + 1, count = 0 });
        await Lake.FailsAsync("LakeConnectionFailed", () => ResumeAsync(gateway.Connect(maxConcurrency: 1)));
        gateway.Mend();
    }

    private Task<LakeTransferResult> ResumeAsync(LakeS3Connection connection, IProgress<long>? progress = null) =>
        connection.DownloadFileAsync(Address, Target, new DownloadOptions { Resume = true }, progress);
}
