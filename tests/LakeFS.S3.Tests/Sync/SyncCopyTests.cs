using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>What a ref holds made to be another branch, on the server.</summary>
public sealed class SyncCopyTests
{
    [Theory]
    [InlineData("dev", TestGateway.Repository)]
    [InlineData("main", TestGateway.OtherRepository)]
    public async Task What_differs_is_copied_and_the_second_run_copies_nothing(string reference, string repository)
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.CreateBranchAsync("dev");
        await gateway.SeedAsync("raw/a", "raw/b/c", "raw/d", "raw/folder/", "raw2/x");
        await gateway.SeedAsync(TestGateway.At("in/d", reference, repository), "raw/D"u8.ToArray());
        await gateway.SeedAsync(TestGateway.At("in/e", reference, repository), [1]);
        Task<SyncRun> RunAsync(bool delete) => SyncRun.RunAsync(LakeSync.Copy(
            gateway.Connection, TestGateway.At("raw"), TestGateway.At("in", reference, repository), new SyncOptions { Delete = delete }));

        SyncRun first = await RunAsync(delete: false);
        SyncRun second = await RunAsync(delete: true);

        Assert.Equal(["Copy in/a", "Copy in/b/c", "Copy in/d", "Copy in/folder/"], first.Done);
        Assert.Equal(["Delete in/e"], second.Done);
        Assert.Equal(4, second.Unchanged);
        Assert.Equal("raw/d"u8.ToArray(), await gateway.Connection.DownloadAsync(TestGateway.At("in/d", reference, repository)));
        string[] operations = await gateway.StopAndTellOperationsAsync();
        Assert.Equal(4, operations.Count(operation => operation == "CopyObject"));
        Assert.DoesNotContain("HeadObject", operations);
    }

    [Fact]
    public async Task A_commit_is_brought_back()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync("a", "b");
        string commit = await gateway.CommitAsync();
        await gateway.SeedAsync(TestGateway.At("a"), [1]);
        await gateway.SeedAsync("c");

        SyncRun run = await SyncRun.RunAsync(LakeSync.Copy(
            gateway.Connection, TestGateway.At(string.Empty, commit), TestGateway.At(string.Empty), new SyncOptions { Delete = true }));

        Assert.Equal(["Copy a", "Delete c"], run.Done);
        Assert.Equal("a"u8.ToArray(), await gateway.Connection.DownloadAsync(TestGateway.At("a")));
    }

    [Theory]
    [InlineData("raw", "raw/")]
    [InlineData("raw", "raw/sub")]
    [InlineData("raw/sub", "raw")]
    [InlineData("", "raw")]
    public async Task A_destination_in_or_around_the_source_is_refused(string source, string target)
    {
        await using TestGateway gateway = await TestGateway.StartAsync();

        Lake.Fails("LakeCopyOntoItself", () => LakeSync.Copy(gateway.Connection, TestGateway.At(source), TestGateway.At(target), new SyncOptions()));
        using LakeSync beside = LakeSync.Copy(gateway.Connection, TestGateway.At("raw"), TestGateway.At("raw2"), new SyncOptions());

        Assert.Empty(await gateway.StopAsync());
    }

    [Fact]
    public async Task A_copy_with_another_ETag_than_was_listed_is_an_error()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.CreateBranchAsync("dev");
        await gateway.SeedAsync("a");
        gateway.Break(new { operation = "CopyObject", fault = "wrong-etag" });

        await Lake.FailsAsync("LakeContentMismatch", () => SyncRun.RunAsync(LakeSync.Copy(
            gateway.Connection, TestGateway.At(string.Empty), TestGateway.At(string.Empty, "dev"), new SyncOptions())));
    }
}
