using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
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
    [InlineData(1 * MiB)]
    [InlineData(20 * MiB)]
    public async Task An_object_whose_ETag_may_be_anything_is_left_unverified(int size)
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        byte[] content = Lake.Content(size);
        await gateway.SeedAsync(Address, content);
        gateway.Break(new { operation = "GetObject", fault = "corrupt", count = 1, afterBytes = 1000 });

        LakeTransferResult result = await gateway.Connection.DownloadFileAsync(Address, Target);

        Assert.False(result.Verified);
        content[1000] ^= 0xFF;
        Lake.AssertSame(content, File.ReadAllBytes(Target));
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

    private static async Task UploadInPartsAsync(TestGateway gateway, byte[] content)
    {
        using UnseekableStream stream = new(new MemoryStream(content));
        await new LakeTransfers(gateway.Connection).UploadAsync(new UploadRequest(Address), stream, null, CancellationToken.None);
    }
}
