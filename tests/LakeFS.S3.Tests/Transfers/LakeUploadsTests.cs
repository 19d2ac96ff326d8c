using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Amazon.S3.Model;
using LakeFS.S3.LocalGateway;
using Xunit;

namespace LakeFS.S3.Tests;

public sealed class LakeUploadsTests
{
    [Fact]
    public async Task Unfinished_uploads_are_listed_and_aborted_once()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(blockStorage: BlockStorage.Memory);
        string begun = await BeginAsync(gateway, "a/big.bin");
        string other = await BeginAsync(gateway, "other.bin");
        LakeUploads uploads = new(gateway.Connection);

        List<LakeUpload> listed = await ListAsync(uploads);
        await uploads.AbortAsync(TestGateway.At("a/big.bin"), begun, CancellationToken.None);

        Assert.Equal([("a/big.bin", begun), ("other.bin", other)], listed.Select(upload => (upload.Key, upload.UploadId)).Order());
        Assert.Equal(other, Assert.Single(await ListAsync(uploads)).UploadId);
        LakeS3Exception again = await Lake.FailsAsync(
            "LakeUploadNotFound", () => uploads.AbortAsync(TestGateway.At("a/big.bin"), begun, CancellationToken.None));
        Assert.Equal("NoSuchKey", again.Code);
    }

    [Fact]
    public async Task An_abort_whose_answer_was_lost_is_done()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(blockStorage: BlockStorage.Memory);
        string begun = await BeginAsync(gateway, "a");
        gateway.Break(new { operation = "AbortMultipartUpload", fault = "lost-answer", count = 1 });
        LakeUploads uploads = new(gateway.Connect(maxRetries: 1));

        await uploads.AbortAsync(TestGateway.At("a"), begun, CancellationToken.None);

        Assert.Empty(await ListAsync(uploads));
    }

    [Fact]
    public async Task A_web_page_aborts_nothing()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(blockStorage: BlockStorage.Memory);
        string begun = await BeginAsync(gateway, "a");
        gateway.Break(new { operation = "AbortMultipartUpload", fault = "html", count = 1 });
        LakeUploads uploads = new(gateway.Connection);

        await Lake.FailsAsync("LakeNotAnS3Endpoint", () => uploads.AbortAsync(TestGateway.At("a"), begun, CancellationToken.None));

        Assert.Single(await ListAsync(uploads));
    }

    [Fact]
    public async Task A_storage_that_cannot_list_uploads_says_so()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();

        await Lake.FailsAsync("LakeNotSupported", () => ListAsync(new LakeUploads(gateway.Connection)));
    }

    [Fact]
    public async Task Uploads_of_a_repository_that_is_not_there_are_an_error()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(blockStorage: BlockStorage.Memory);

        await Lake.FailsAsync(
            "LakeRepositoryNotFound", async () => await ListAsync(new LakeUploads(gateway.Connection), "no-such-lake"));
    }

    private static async Task<string> BeginAsync(TestGateway gateway, string key)
    {
        InitiateMultipartUploadResponse answer = await gateway.Connection.ChecksumClient.InitiateMultipartUploadAsync(
            new InitiateMultipartUploadRequest { BucketName = TestGateway.Repository, Key = TestGateway.At(key).S3Key });
        return answer.UploadId;
    }

    private static async Task<List<LakeUpload>> ListAsync(LakeUploads uploads, string repository = TestGateway.Repository)
    {
        List<LakeUpload> found = [];
        await foreach (LakeUpload upload in uploads.ListAsync(repository, CancellationToken.None))
        {
            found.Add(upload);
        }

        return found;
    }
}
