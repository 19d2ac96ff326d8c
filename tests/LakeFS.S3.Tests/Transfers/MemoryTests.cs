using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Content several times as large as what it may take: it streams from end to end.</summary>
[Collection(OneAtATime.Name)]
public sealed class MemoryTests
{
    private const long Size = 256L * 1024 * 1024;
    private const long Bound = 100L * 1024 * 1024;
    private const long SampleEvery = 8L * 1024 * 1024;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Content_up_and_down_takes_far_less_memory_than_it_is_long(bool isSeekable)
    {
        using TemporaryFolder data = new();
        await using GatewayProcess gateway = await GatewayProcess.StartAsync(data.File("data"));
        using LakeS3Connection connection = gateway.Connect();
        LakeTransfers transfers = new(connection);
        ObjectAddress address = TestGateway.At("big");
        await connection.UploadAsync(TestGateway.At("small"), [1]);
        using SyntheticStream content = new(Size);
        using Stream source = isSeekable ? content : new UnseekableStream(content);
        using HashingSink target = new();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long heapBefore = GC.GetTotalMemory(forceFullCollection: true);
        long setBefore = Environment.WorkingSet;
        long heapPeak = 0;
        long setPeak = 0;
        long next = 0;
        ImmediateProgress sampling = new(position =>
        {
            if (position >= next)
            {
                next = position + SampleEvery;
                heapPeak = Math.Max(heapPeak, GC.GetTotalMemory(forceFullCollection: false) - heapBefore);
                setPeak = Math.Max(setPeak, Environment.WorkingSet - setBefore);
            }
        });

        LakeTransferResult up = await transfers.UploadAsync(new UploadRequest(address), source, sampling, CancellationToken.None);
        LakeTransferResult down = await transfers.DownloadAsync(address, target, sampling, CancellationToken.None);
        LakeTransferResult intoFile = await transfers.DownloadFileAsync(address, data.File("big"), new DownloadOptions(), sampling, CancellationToken.None);

        Assert.Equal((Size, up.ETag, true), (target.Length, down.ETag, down.Verified));
        Assert.Equal((Size, up.ETag, true), (intoFile.Size, intoFile.ETag, intoFile.Verified));
        Assert.InRange(heapPeak, 1, Bound);
        Assert.InRange(setPeak, long.MinValue, Bound);
    }
}
