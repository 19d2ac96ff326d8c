using System;
using System.Collections;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Copies within a server.</summary>
public sealed class CopyTests
{
    [Theory]
    [InlineData("main", TestGateway.Repository, "b")]
    [InlineData("dev", TestGateway.Repository, "a")]
    [InlineData("main", TestGateway.OtherRepository, "b \u00e9+%20")]
    public async Task The_copy_is_equal_with_its_metadata(string reference, string repository, string key)
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.CreateBranchAsync("dev");
        byte[] content = Lake.Content(100_000);
        ObjectAddress source = TestGateway.At("a ?&#\u00e9");
        ObjectAddress target = TestGateway.At(key, reference, repository);
        using MemoryStream stream = new(content);
        await new LakeTransfers(gateway.Connection).UploadAsync(
            new UploadRequest(source) { Metadata = new Hashtable { ["color"] = "gr\u00fcn" }, ContentType = "text/x-special" },
            stream,
            null,
            CancellationToken.None);

        LakeObject copy = await new LakeObjects(gateway.Connection).CopyAsync(source, target, progress: null, CancellationToken.None);

        Assert.Equal((content.Length, Lake.Md5(content), target.Uri), (copy.Size, copy.ETag, copy.Uri));
        Assert.Equal(DateTimeKind.Local, copy.LastModified?.Kind);
        LakeObjectMetadata found = await gateway.Connection.HeadAsync(target);
        Assert.Equal(("gr\u00fcn", "text/x-special"), ((string?)found.Metadata["color"], found.ContentType));
        Assert.Equal(content, await gateway.Connection.DownloadAsync(target));
    }

    [Fact]
    public async Task Errors_tell_which_end_is_wrong()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync("a");
        await gateway.CreateTagAsync("v1", await gateway.CommitAsync());
        Task CopyAsync(ObjectAddress source, ObjectAddress target) =>
            new LakeObjects(gateway.Connection).CopyAsync(source, target, progress: null, CancellationToken.None);

        LakeS3Exception missing = await Lake.FailsAsync("LakeObjectNotFound", () => CopyAsync(TestGateway.At("none"), TestGateway.At("b")));
        LakeS3Exception noBranch = await Lake.FailsAsync("LakeBranchNotFound", () => CopyAsync(TestGateway.At("a"), TestGateway.At("b", "none")));
        LakeS3Exception tag = await Lake.FailsAsync("LakeRefNotWritable", () => CopyAsync(TestGateway.At("a"), TestGateway.At("b", "v1")));
        await CopyAsync(TestGateway.At("a", "v1"), TestGateway.At("b"));

        Assert.Equal(("none", "main"), (missing.Key, missing.Ref));
        Assert.Equal(("b", "none"), (noBranch.Key, noBranch.Ref));
        Assert.Equal(("b", "v1"), (tag.Key, tag.Ref));
    }

    [Fact]
    public async Task A_protected_branch_takes_no_copy()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync("a");
        await gateway.ProtectAsync("main");

        await Lake.FailsAsync(
            "LakeBranchProtected",
            () => new LakeObjects(gateway.Connection).CopyAsync(TestGateway.At("a"), TestGateway.At("b"), progress: null, CancellationToken.None));
    }

    [Fact]
    public async Task A_copy_with_another_ETag_is_an_error()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync("a");
        gateway.Break(new { operation = "CopyObject", fault = "wrong-etag" });

        await Lake.FailsAsync(
            "LakeContentMismatch",
            () => new LakeObjects(gateway.Connection).CopyAsync(TestGateway.At("a"), TestGateway.At("b"), progress: null, CancellationToken.None));
    }
}
