using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Integrity;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Content that has changed on its way down under the right length and the right ETag.</summary>
public sealed class IntegrityCheckTests : IDisposable
{
    private const int MiB = 1024 * 1024;

    private static readonly ObjectAddress Address = TestGateway.At("content.bin");

    private readonly TemporaryFolder _folder = new();

    private string Target => _folder.File("content.bin");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task An_object_whose_upload_said_how_it_was_cut_is_proved_wrong(int range)
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await UploadInPartsAsync(gateway, Lake.Content(20 * MiB));
        File.WriteAllText(Target, "before");
        gateway.Break(new { operation = "GetObject", fault = "corrupt", nth = range, count = 1, afterBytes = MiB });

        LakeS3Exception error = await Lake.FailsAsync("LakeContentMismatch", () => gateway.Connect(maxRetries: 3).DownloadFileAsync(Address, Target));

        Assert.Equal(LakeErrorKind.InvalidData, error.Kind);
        Assert.Equal(["content.bin"], _folder.Files);
        Assert.Equal("before", File.ReadAllText(Target));
    }

    [Fact]
    public async Task So_it_is_on_its_way_into_a_stream()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await UploadInPartsAsync(gateway, Lake.Content(20 * MiB));
        gateway.Break(new { operation = "GetObject", fault = "corrupt", count = 1, afterBytes = MiB });

        await Lake.FailsAsync("LakeContentMismatch", () => gateway.Connection.DownloadAsync(Address));
    }

    [Theory]
    [InlineData(1000, 0)]
    [InlineData(5 * MiB, 1000)]
    [InlineData(20 * MiB, 1000)]
    public async Task So_is_what_was_written_with_one_request(int size, int position)
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync(Address, Lake.Content(size));
        File.WriteAllText(Target, "before");
        gateway.Break(new { operation = "GetObject", fault = "corrupt", count = 0, afterBytes = position });

        await Lake.FailsAsync("LakeContentMismatch", () => gateway.Connection.DownloadFileAsync(Address, Target));
        await Lake.FailsAsync("LakeContentMismatch", () => gateway.Connection.DownloadFileAsync(Address, Target, new DownloadOptions { Resume = true }));
        await Lake.FailsAsync("LakeContentMismatch", () => gateway.Connection.DownloadAsync(Address));

        Assert.Equal(["content.bin"], _folder.Files);
        Assert.Equal("before", File.ReadAllText(Target));
    }

    [Fact]
    public async Task An_object_whose_ETag_may_be_that_of_other_parts_is_left_unverified()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        byte[] content = Lake.Content(20 * MiB);
        await gateway.Connection.PutInPartsAsync(Address, content, 7 * MiB);

        Assert.False((await gateway.Connection.DownloadFileAsync(Address, Target)).Verified);

        Lake.AssertSame(content, File.ReadAllBytes(Target));
        Lake.AssertSame(content, await gateway.Connection.DownloadAsync(Address));
        Lake.AssertSame(content, await ReadToEndAsync(gateway.Connection));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(5)]
    [InlineData(16)]
    [InlineData(32)]
    [InlineData(64)]
    public async Task The_parts_of_common_tools_are_recognised_and_remembered(int partSize)
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        byte[] content = Lake.Content(70 * MiB);
        await gateway.Connection.PutInPartsAsync(Address, content, partSize * MiB);

        Assert.True((await gateway.Connection.DownloadFileAsync(Address, Target)).Verified);
        Assert.True((await gateway.Connection.DownloadFileAsync(Address, Target)).Verified);

        Lake.AssertSame(content, File.ReadAllBytes(Target));
        Assert.Equal(PartLayout.Of(partSize * MiB), gateway.Connection.Layouts.Find(content.Length));
    }

    [Fact]
    public async Task In_memory_the_usual_parts_are_tried_too()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.Connection.PutInPartsAsync(Address, Lake.Content(20 * MiB), 8 * MiB);
        using MemoryStream target = new();
        target.Write(new byte[3]);

        LakeTransferResult result = await new LakeTransfers(gateway.Connection).DownloadAsync(Address, target, null, CancellationToken.None);

        Assert.True(result.Verified);
        Assert.Equal((20 * MiB) + 3, target.Position);
    }

    [Fact]
    public async Task One_part_of_whatever_size_is_proved()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.Connection.PutInPartsAsync(Address, Lake.Content(1000), 7 * MiB);

        Assert.True((await gateway.Connection.DownloadFileAsync(Address, Target)).Verified);
        await gateway.Connection.DownloadAsync(Address);
        await ReadToEndAsync(gateway.Connection);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(20 * MiB)]
    public async Task The_read_that_reaches_the_end_of_a_stream_fails_and_so_does_each_one_after_it(int size)
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync(Address, Lake.Content(size));
        gateway.Break(new { operation = "GetObject", fault = "corrupt", count = 1, afterBytes = 10 });
        await using Stream stream = await new LakeTransfers(gateway.Connection).OpenReadAsync(Address, CancellationToken.None);
        byte[] buffer = new byte[size];

        await stream.ReadExactlyAsync(buffer.AsMemory(0, size - 1));
        await Lake.FailsAsync("LakeContentMismatch", () => stream.ReadAsync(buffer, 0, 1));
        await Lake.FailsAsync("LakeContentMismatch", () => stream.ReadAsync(buffer, 0, 1));
    }

    [Fact]
    public async Task An_empty_object_is_read_in_every_way()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync(Address, []);

        Assert.True((await gateway.Connection.DownloadFileAsync(Address, Target)).Verified);
        Assert.Empty(await gateway.Connection.DownloadAsync(Address));
        Assert.Empty(await ReadToEndAsync(gateway.Connection));
    }

    [Fact]
    public async Task A_stream_is_handed_out_unchecked_where_that_is_wanted()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync(Address, Lake.Content(1000));
        gateway.Break(new { operation = "GetObject", fault = "corrupt", count = 0, afterBytes = 10 });
        DownloadOptions options = new() { SkipIntegrityCheck = true };
        using MemoryStream target = new();

        LakeTransferResult result = await new LakeTransfers(gateway.Connection).DownloadAsync(Address, target, options, null, CancellationToken.None);
        await using Stream stream = await new LakeTransfers(gateway.Connection).OpenReadAsync(Address, options, CancellationToken.None);
        await stream.CopyToAsync(Stream.Null);

        Assert.False(result.Verified);
        Assert.Equal(1000, target.Length);
    }

    [Fact]
    public async Task Without_the_check_nobody_notices()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await UploadInPartsAsync(gateway, Lake.Content(20 * MiB));
        gateway.Break(new { operation = "GetObject", fault = "corrupt", count = 1, afterBytes = 1000 });

        LakeTransferResult result = await gateway.Connection.DownloadFileAsync(Address, Target, new DownloadOptions { SkipIntegrityCheck = true });

        Assert.False(result.Verified);
        Assert.Equal(20 * MiB, new FileInfo(Target).Length);
    }

    [Fact]
    public async Task An_ETag_that_is_wrong_from_the_first_answer_on_is_noticed()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await UploadInPartsAsync(gateway, Lake.Content(20 * MiB));
        gateway.Break(new { operation = "GetObject", fault = "wrong-etag", count = 0 });

        await Lake.FailsAsync("LakeContentMismatch", () => gateway.Connection.DownloadFileAsync(Address, Target));

        Assert.Empty(_folder.Files);
    }

    private static async Task<byte[]> ReadToEndAsync(LakeS3Connection connection)
    {
        await using Stream stream = await new LakeTransfers(connection).OpenReadAsync(Address, CancellationToken.None);
        using MemoryStream content = new();
        await stream.CopyToAsync(content);
        return content.ToArray();
    }

    private static async Task UploadInPartsAsync(TestGateway gateway, byte[] content)
    {
        using UnseekableStream stream = new(new MemoryStream(content));
        await new LakeTransfers(gateway.Connection).UploadAsync(new UploadRequest(Address), stream, null, CancellationToken.None);
    }
}
