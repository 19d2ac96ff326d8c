using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Requests that were carried out though nobody heard of it.</summary>
public sealed class LostAnswerTests
{
    private static readonly ObjectAddress Address = TestGateway.At("a");

    [Theory]
    [InlineData("lost-answer", Transport.Http, 1000)]
    [InlineData("lost-answer", Transport.Https, 5_000_000)]
    [InlineData("wrong-content-length", Transport.Http, 1000)]
    public async Task A_new_object_whose_first_answer_was_lost_is_not_refused_as_there_already(string fault, Transport transport, int size)
    {
        await using TestGateway gateway = await TestGateway.StartAsync(transport);
        gateway.Break(new { operation = "PutObject", fault, count = 1 });
        byte[] content = Lake.Content(size);

        LakeTransferResult result = await UploadAsync(gateway.Connect(maxRetries: 1), new MemoryStream(content));

        Assert.Equal((size, Lake.Md5(content), true), (result.Size, result.ETag, result.Verified));
        Lake.AssertSame(content, await gateway.Connection.DownloadAsync(Address));
        Assert.Equal(2, (await gateway.StopAsync()).Count(request => request.Operation == "PutObject"));
    }

    [Fact]
    public async Task An_object_of_somebody_else_is_not_taken_for_ones_own()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync(Address, [1, 2, 3]);
        gateway.Break(new { operation = "PutObject", fault = "lost-answer", count = 1 });

        await Lake.FailsAsync("LakeObjectExists", () => UploadAsync(gateway.Connect(maxRetries: 1), new MemoryStream([3, 2, 1])));

        Assert.Equal([1, 2, 3], await gateway.Connection.DownloadAsync(Address));
    }

    [Fact]
    public async Task With_checksums_it_is_no_different()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        gateway.Break(new { operation = "PutObject", fault = "lost-answer", count = 1 });

        LakeTransferResult result = await UploadAsync(
            gateway.Connect(maxRetries: 1, checksums: ChecksumMode.WhenSupported), new MemoryStream([1, 2, 3]));

        Assert.Equal(3, result.Size);
    }

    [Theory]
    [InlineData("UploadPart", 1)]
    [InlineData("CompleteMultipartUpload", 0)]
    [InlineData("CompleteMultipartUpload", 1)]
    public async Task An_upload_in_parts_succeeds_all_the_same(string operation, int maxRetries)
    {
        await using TestGateway gateway = await TestGateway.StartAsync(blockStorage: BlockStorage.Memory);
        gateway.Break(new { operation, fault = "lost-answer", count = 1 });
        byte[] content = Lake.Content(20 * 1024 * 1024);

        LakeTransferResult result = await UploadAsync(gateway.Connect(maxRetries), new UnseekableStream(new MemoryStream(content)));

        Assert.Equal((content.Length, Lake.ETagOfParts(content, LargeFile.PartSize)), (result.Size, result.ETag));
        Lake.AssertSame(content, await gateway.Connection.DownloadAsync(Address));
        Assert.Empty(await Uploads.UnfinishedAsync(gateway));
    }

    private static async Task<LakeTransferResult> UploadAsync(LakeS3Connection connection, Stream content)
    {
        using (content)
        {
            return await new LakeTransfers(connection).UploadAsync(
                new UploadRequest(Address) { NoClobber = true }, content, null, CancellationToken.None);
        }
    }
}
