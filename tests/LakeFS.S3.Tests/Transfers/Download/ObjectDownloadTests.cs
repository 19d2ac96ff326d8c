using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Diagnostics;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Objects of all sizes and makes on their way into files.</summary>
public sealed class ObjectDownloadTests : IDisposable
{
    private const int MiB = 1024 * 1024;
    private const int RangeSize = 16 * MiB;

    private static readonly ObjectAddress Address = TestGateway.At("content.bin");

    private readonly TemporaryFolder _folder = new();

    private string Target => _folder.File("content.bin");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0, Transport.Http)]
    [InlineData(1, Transport.Http)]
    [InlineData(RangeSize - 1, Transport.Http)]
    [InlineData(RangeSize, Transport.Http)]
    [InlineData(RangeSize + 1, Transport.Http)]
    [InlineData(2 * RangeSize, Transport.Http)]
    [InlineData(0, Transport.Https)]
    [InlineData(33 * MiB, Transport.Https)]
    public async Task An_object_in_one_piece_is_verified(int size, Transport transport)
    {
        await using TestGateway gateway = await TestGateway.StartAsync(transport);
        byte[] content = Lake.Content(size);
        await gateway.SeedAsync(Address, content);
        gateway.ForgetSetup();
        List<long> received = [];

        LakeTransferResult result = await gateway.Connection.DownloadFileAsync(Address, Target, progress: new ImmediateProgress(received.Add));

        Assert.Equal((size, Lake.Md5(content), true), (result.Size, result.ETag, result.Verified));
        Lake.AssertSame(content, File.ReadAllBytes(Target));
        Assert.Equal(["content.bin"], _folder.Files);
        Assert.Equal(size, received.LastOrDefault());
        Assert.Equal(received.Order(), received);
        if (size > 0)
        {
            // Not a byte twice, and no more requests than ranges.
            LoggedRequest[] log = [.. await gateway.StopAsync()];
            Assert.Equal(size, log.Sum(request => request.BytesOut));
            Assert.Equal((size + RangeSize - 1) / RangeSize, log.Length);
        }
    }

    [Theory]
    [InlineData(5 * MiB, 12 * MiB)]
    [InlineData(8 * MiB, 12 * MiB)]
    [InlineData(5 * MiB, 20 * MiB)]
    [InlineData(8 * MiB, 20 * MiB)]
    [InlineData(RangeSize, 20 * MiB)]
    [InlineData(50 * MiB, 20 * MiB)]
    public async Task An_object_that_another_tool_sent_in_parts_is_verified(int partSize, int size)
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        byte[] content = Lake.Content(size);
        await gateway.Connection.PutInPartsAsync(Address, content, partSize);

        LakeTransferResult result = await gateway.Connection.DownloadFileAsync(Address, Target);

        Assert.Equal((Lake.ETagOfParts(content, partSize), true), (result.ETag, result.Verified));
        Lake.AssertSame(content, File.ReadAllBytes(Target));
    }

    [Fact]
    public async Task An_object_in_parts_of_an_unusual_size_is_left_unverified()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        byte[] content = Lake.Content(20 * MiB);
        await gateway.Connection.PutInPartsAsync(Address, content, 7 * MiB);

        LakeTransferResult result = await gateway.Connection.DownloadFileAsync(Address, Target);

        Assert.False(result.Verified);
        Lake.AssertSame(content, File.ReadAllBytes(Target));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_object_of_our_own_in_parts_is_verified(bool isSeekable)
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        byte[] content = Lake.Content(65 * MiB);
        using MemoryStream memory = new(content);
        using Stream source = isSeekable ? memory : new UnseekableStream(memory);
        await new LakeTransfers(gateway.Connection).UploadAsync(new UploadRequest(Address), source, null, default);

        LakeTransferResult result = await gateway.Connection.DownloadFileAsync(Address, Target);

        Assert.Equal((Lake.ETagOfParts(content, RangeSize), true), (result.ETag, result.Verified));
        Lake.AssertSame(content, File.ReadAllBytes(Target));
    }

    [Fact]
    public async Task Without_the_check_nothing_is_verified()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        byte[] content = Lake.Content(33 * MiB);
        await gateway.SeedAsync(Address, content);

        LakeTransferResult result = await gateway.Connection.DownloadFileAsync(Address, Target, new DownloadOptions { SkipIntegrityCheck = true });

        Assert.False(result.Verified);
        Lake.AssertSame(content, File.ReadAllBytes(Target));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_object_that_is_replaced_while_it_is_read_is_an_error(bool resumes)
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        byte[] content = Lake.Content(33 * MiB);
        await gateway.SeedAsync(Address, content);
        File.WriteAllText(Target, "before");
        byte[] other = (byte[])content.Clone();
        other[^1] ^= 1;
        bool isReplaced = false;
        ImmediateProgress replacing = new(_ =>
        {
            if (!isReplaced)
            {
                isReplaced = true;
                gateway.Connection.UploadAsync(Address, other).GetAwaiter().GetResult();
            }
        });
        LakeS3Connection oneByOne = gateway.Connect(maxRetries: 2, maxConcurrency: 1);

        LakeS3Exception error = await Lake.FailsAsync("LakeObjectChanged", () => oneByOne.DownloadFileAsync(
            Address, Target, new DownloadOptions { Resume = resumes }, replacing));

        Assert.Equal(LakeErrorKind.InvalidData, error.Kind);
        Assert.Equal("before", File.ReadAllText(Target));
        await oneByOne.DownloadFileAsync(Address, Target, new DownloadOptions { Resume = resumes });
        Lake.AssertSame(other, File.ReadAllBytes(Target));
        Assert.Equal(["content.bin"], _folder.Files);
    }

    [Fact]
    public async Task A_stop_ends_ranges_that_stand_still_and_leaves_nothing()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync(Address, Lake.Content(33 * MiB));
        gateway.Break(new { operation = "GetObject", fault = "stall-in-body", afterBytes = MiB, seconds = 600, nth = 2, count = 0 });
        using System.Threading.CancellationTokenSource stop = new();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new LakeTransfers(gateway.Connection).DownloadFileAsync(
            Address,
            Target,
            new DownloadOptions(),
            new ImmediateProgress(received =>
            {
                if (received >= RangeSize)
                {
                    stop.Cancel();
                }
            }),
            stop.Token));

        Assert.Empty(_folder.Files);
    }
}
