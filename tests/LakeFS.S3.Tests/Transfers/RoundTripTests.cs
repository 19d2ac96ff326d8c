using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Content of all sizes, up and down.</summary>
public sealed class RoundTripTests
{
    private const int PartSize = 16 * 1024 * 1024;

    private static readonly ObjectAddress Address = TestGateway.At("in/content.bin");

    /// <summary>Transport, size, and whether the stream can be read again.</summary>
    public static TheoryData<Transport, int, bool> Cases
    {
        get
        {
            TheoryData<Transport, int, bool> cases = new();
            foreach (Transport transport in Enum.GetValues<Transport>())
            {
                foreach (int size in new[] { 0, 1, (64 * 1024) - 1, 64 * 1024, (64 * 1024) + 1, PartSize - 1, PartSize, PartSize + 1, 40 * 1024 * 1024 })
                {
                    // The large ones once for each way of signing.
                    if (size < PartSize - 1 || transport is Transport.Http or Transport.LegacyHttps)
                    {
                        cases.Add(transport, size, true);
                        cases.Add(transport, size, false);
                    }
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Comes_back_as_it_went(Transport transport, int size, bool isSeekable)
    {
        await using TestGateway gateway = await TestGateway.StartAsync(transport, LocalGateway.BlockStorage.Memory);
        byte[] content = Lake.Content(size);
        using MemoryStream memory = new(content);
        using Stream stream = isSeekable ? memory : new UnseekableStream(memory);
        List<long> sent = [];
        List<long> received = [];

        LakeTransferResult up = await new LakeTransfers(gateway.Connection).UploadAsync(
            new UploadRequest(Address), stream, new ImmediateProgress(sent.Add), CancellationToken.None);
        using MemoryStream target = new();
        LakeTransferResult down = await new LakeTransfers(gateway.Connection).DownloadAsync(
            Address, target, new ImmediateProgress(received.Add), CancellationToken.None);

        Assert.True(content.AsSpan().SequenceEqual(target.ToArray()));
        bool isInParts = !isSeekable && size >= PartSize;
        string etag = isInParts ? Lake.ETagOfParts(content, PartSize) : Lake.Md5(content);
        Assert.Equal((size, etag, true), (up.Size, up.ETag, up.Verified));
        Assert.Equal((size, etag, true), (down.Size, down.ETag, down.Verified));
        Assert.Equal(size, sent.LastOrDefault());
        Assert.Equal(size, received.LastOrDefault());
        Assert.Equal(sent.Order(), sent);
        Assert.Equal(size, Assert.IsType<LakeObject>(Assert.Single(await gateway.Connection.ListAsync(TestGateway.At("in/")))).Size);
        Assert.Empty(await Uploads.UnfinishedAsync(gateway));
    }

    [Theory]
    [InlineData(Transport.Http)]
    [InlineData(Transport.Https)]
    public async Task A_stream_is_sent_from_where_it_stands_and_left_open(Transport transport)
    {
        await using TestGateway gateway = await TestGateway.StartAsync(transport);
        byte[] content = Lake.Content(200_000);
        using MemoryStream stream = new(content);
        stream.Position = 70_001;

        LakeTransferResult result = await new LakeTransfers(gateway.Connection).UploadAsync(
            new UploadRequest(Address), stream, null, CancellationToken.None);

        Assert.Equal(content.Length - 70_001, result.Size);
        Assert.Equal(content[70_001..], await gateway.Connection.DownloadAsync(Address));
        Assert.True(stream.CanRead);
    }

    [Fact]
    public async Task A_stream_that_is_opened_can_be_read_in_pieces()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        byte[] content = Lake.Content(100_000);
        await gateway.SeedAsync(Address, content);

        using Stream stream = await new LakeTransfers(gateway.Connection).OpenReadAsync(Address, CancellationToken.None);
        byte[] read = new byte[content.Length];
        stream.ReadExactly(read, 0, 10);
        await stream.ReadExactlyAsync(read.AsMemory(10));

        Assert.Equal(content, read);
        Assert.Equal(-1, stream.ReadByte());
    }
}
