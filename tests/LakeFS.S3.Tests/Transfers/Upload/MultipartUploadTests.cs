using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway;
using LakeFS.S3.LocalGateway.Diagnostics;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Large files on their way up.</summary>
public sealed class MultipartUploadTests : IClassFixture<LargeFile>
{
    private static readonly ObjectAddress Address = TestGateway.At("in/large.bin");

    private readonly LargeFile _large;

    public MultipartUploadTests(LargeFile large)
    {
        _large = large;
    }

    [Theory]
    [InlineData(Transport.Http)]
    [InlineData(Transport.Https)]
    public async Task A_large_file_goes_in_parts_and_says_how(Transport transport)
    {
        await using TestGateway gateway = await TestGateway.StartAsync(transport, BlockStorage.Memory);
        UploadRequest request = new(Address) { Metadata = new Hashtable { ["color"] = "gr\u00fcn" } };
        List<long> sent = [];

        LakeTransferResult up = await new LakeTransfers(gateway.Connection).UploadFileAsync(
            request, _large.Path, new ImmediateProgress(sent.Add), CancellationToken.None);

        Assert.Equal((LargeFile.Size, _large.ETag, true), (up.Size, up.ETag, up.Verified));
        Assert.Equal(LargeFile.Size, sent[^1]);
        Assert.Equal(sent.Order(), sent);
        LakeObjectMetadata head = await gateway.Connection.HeadAsync(Address);
        Assert.Equal(
            ("gr\u00fcn", "16777216", "text/csv"),
            ((string?)head.Metadata["color"], (string?)head.Metadata["lakefs-s3-part-size"], head.ContentType));
        Lake.AssertSame(_large.Content, await gateway.Connection.DownloadAsync(Address));
        Assert.Empty(await Uploads.UnfinishedAsync(gateway));
        IReadOnlyList<LoggedRequest> log = await gateway.StopAsync();
        Assert.Equal(
            [.. Enumerable.Repeat((long)LargeFile.PartSize, LargeFile.Parts - 1), LargeFile.Size % LargeFile.PartSize],
            log.Where(request => request.Operation == "UploadPart").Select(request => request.BytesIn).OrderDescending());
    }

    [Fact]
    public async Task Parts_go_side_by_side_and_a_stop_ends_those_that_stand_still()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(blockStorage: BlockStorage.Memory);
        gateway.Break(new { operation = "UploadPart", fault = "stall", nth = 1, count = 1, seconds = 600 });
        using CancellationTokenSource stop = new();

        Task<LakeTransferResult> upload = new LakeTransfers(gateway.Connection).UploadFileAsync(
            new UploadRequest(Address), _large.Path, null, stop.Token);
        // The server was asked for its configuration, and for the upload; the other parts have arrived.
        bool othersWent = gateway.HasAnswered(2 + LargeFile.Parts - 1);
        stop.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => upload);
        Assert.True(othersWent);
        Assert.Empty(await Uploads.UnfinishedAsync(gateway));
        Assert.False(await gateway.Connection.ExistsAsync(Address));
    }

    [Fact]
    public async Task Metadata_that_leaves_no_room_goes_without_the_size_of_the_parts()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        using TemporaryFolder folder = new();
        string value = new('v', 2048 - "name".Length);

        await new LakeTransfers(gateway.Connection).UploadFileAsync(
            new UploadRequest(Address) { Metadata = new Hashtable { ["name"] = value } }, _large.Path, null, CancellationToken.None);
        LakeTransferResult down = await gateway.Connection.DownloadFileAsync(Address, folder.File("a"));

        LakeObjectMetadata head = await gateway.Connection.HeadAsync(Address);
        Assert.Equal([("name", value)], head.Metadata.Cast<DictionaryEntry>().Select(pair => ((string)pair.Key, (string?)pair.Value)));
        Assert.True(down.Verified);
    }

    [Fact]
    public async Task A_size_of_parts_that_came_with_copied_metadata_is_not_believed()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        UploadRequest request = new(Address) { Metadata = new Hashtable { ["Lakefs-S3-Part-Size"] = "5242880", ["a"] = "b" } };
        using MemoryStream content = new([1, 2, 3]);

        await new LakeTransfers(gateway.Connection).UploadAsync(request, content, null, CancellationToken.None);

        Assert.Equal(["a"], (await gateway.Connection.HeadAsync(Address)).Metadata.Keys.Cast<string>());
    }

    [Fact]
    public async Task An_object_that_is_there_is_kept_and_the_parts_are_thrown_away()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(blockStorage: BlockStorage.Memory);
        await gateway.SeedAsync(Address, [1, 2, 3]);

        await Lake.FailsAsync("LakeObjectExists", () => new LakeTransfers(gateway.Connection).UploadFileAsync(
            new UploadRequest(Address) { NoClobber = true }, _large.Path, null, CancellationToken.None));

        Assert.Equal([1, 2, 3], await gateway.Connection.DownloadAsync(Address));
        Assert.Empty(await Uploads.UnfinishedAsync(gateway));
    }

    [Fact]
    public async Task An_equal_object_that_was_there_before_leaves_no_unfinished_upload()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(blockStorage: BlockStorage.Memory);
        await gateway.Connection.UploadFileAsync(Address, _large.Path);

        await Lake.FailsAsync("LakeObjectExists", () => new LakeTransfers(gateway.Connection).UploadFileAsync(
            new UploadRequest(Address) { NoClobber = true }, _large.Path, null, CancellationToken.None));

        Assert.Empty(await Uploads.UnfinishedAsync(gateway));
    }

    [Theory]
    [InlineData("wrong-etag", "UploadPart")]
    [InlineData("wrong-etag", "CompleteMultipartUpload")]
    [InlineData("wrong-etag", "HeadObject")]
    [InlineData("html", "UploadPart")]
    [InlineData("html", "CompleteMultipartUpload")]
    public async Task An_answer_that_does_not_confirm_the_content_is_an_error(string fault, string operation)
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Transport.Https, BlockStorage.Memory);
        gateway.Break(new { operation, fault, count = 1 });

        await Lake.FailsAsync(
            fault == "html" ? "LakeNotAnS3Endpoint" : "LakeContentMismatch", () => gateway.Connection.UploadFileAsync(Address, _large.Path));

        Assert.Empty(await Uploads.UnfinishedAsync(gateway));
    }
}
