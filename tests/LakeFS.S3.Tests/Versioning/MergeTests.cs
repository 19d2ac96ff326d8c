using System;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Merges, reverts, cherry-picks and comparisons by the REST API.</summary>
public class MergeTests
{
    private const string Repository = TestGateway.Repository;

    [Fact]
    public async Task A_merge_brings_what_is_committed()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.CreateBranchAsync("dev");
        await WriteAsync(gateway, "a", "dev");
        await gateway.CommitAsync("dev");

        string id = await MergeAsync(gateway, new MergeRequest { Message = "Take dev" });

        LakeCommit merge = await new LakeCommits(gateway.Connection).GetAsync(Repository, id, CancellationToken.None);
        Assert.Equal(("Take dev", 2), (merge.Message, merge.Parents.Count));
        Assert.True(await gateway.Connection.ExistsAsync(TestGateway.At("a")));
        await Lake.FailsAsync("LakeNothingToMerge", () => MergeAsync(gateway, new MergeRequest()));
        Assert.NotEqual(id, await MergeAsync(gateway, new MergeRequest { AllowEmpty = true }));
    }

    [Fact]
    public async Task Conflicts_name_their_keys()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.CreateBranchAsync("dev");
        foreach (string branch in new[] { "main", "dev" })
        {
            for (int i = 10; i < 22; i++)
            {
                await WriteAsync(gateway, $"both/{i}", branch);
            }

            await WriteAsync(gateway, "only-" + branch, branch);
            await gateway.CommitAsync(branch);
        }

        LakeS3Exception error = await Lake.FailsAsync("LakeMergeConflict", () => MergeAsync(gateway, new MergeRequest()));

        Assert.Equal(Enumerable.Range(10, 12).Select(i => $"both/{i}"), error.Keys);
        Assert.Contains("both/10, both/11", error.Message, StringComparison.Ordinal);
        Assert.Contains("both/19 and 2 more.", error.Message, StringComparison.Ordinal);
        await MergeAsync(gateway, new MergeRequest { Strategy = MergeStrategy.SourceWins });
        Assert.Equal("dev", Encoding.UTF8.GetString(await gateway.Connection.DownloadAsync(TestGateway.At("both/10"))));
    }

    [Fact]
    public async Task Uncommitted_changes_of_the_destination_stop_a_merge()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.CreateBranchAsync("dev");
        await WriteAsync(gateway, "a", "dev");
        await gateway.CommitAsync("dev");
        await WriteAsync(gateway, "b", "main");

        LakeS3Exception error = await Lake.FailsAsync("LakeBranchDirty", () => MergeAsync(gateway, new MergeRequest()));

        Assert.Contains("'main'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nope", "main", "LakeRefNotFound", "nope")]
    [InlineData("dev", "nope", "LakeBranchNotFound", "nope")]
    [InlineData("dev", "v1", "LakeRefNotWritable", "v1")]
    [InlineData("dev", "main~1", "LakeRefNotWritable", "main~1")]
    public async Task Merges_of_what_is_not_there_are_explained(string source, string destination, string errorId, string named)
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.CreateBranchAsync("dev");
        await gateway.CreateTagAsync("v1", "main");

        LakeS3Exception error = await Lake.FailsAsync(
            errorId, () => new LakeMerges(gateway.Connection).MergeAsync(Repository, source, destination, new MergeRequest(), CancellationToken.None));

        Assert.Contains($"'{named}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Comparisons_name_objects_at_the_side_that_has_them()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync("changed", "removed", "same");
        await gateway.CommitAsync();
        await gateway.CreateBranchAsync("dev");
        await WriteAsync(gateway, "added", "dev");
        await WriteAsync(gateway, "changed", "dev");
        await new ObjectRemover(gateway.Connection).RemoveAsync(
            [new RemovalItem(TestGateway.At("removed", "dev"), isListed: true)], CancellationToken.None);
        LakeChanges changes = new(gateway.Connection);

        LakeChange[] uncommitted = [.. await Lake.AllAsync(changes.ListAsync(Repository, "dev", null, CancellationToken.None))];
        await gateway.CommitAsync("dev");
        LakeChange[] between = [.. await Lake.AllAsync(changes.CompareAsync(Repository, "main", "dev", new CompareOptions { Direct = true }, CancellationToken.None))];

        Assert.Equal(
            [("added", LakeChangeType.Added, "dev"), ("changed", LakeChangeType.Changed, "dev"), ("removed", LakeChangeType.Removed, "dev@")],
            uncommitted.Select(change => (change.Key, change.Type, change.Ref)));
        Assert.Equal(
            [("added", LakeChangeType.Added, "dev"), ("changed", LakeChangeType.Changed, "dev"), ("removed", LakeChangeType.Removed, "main")],
            between.Select(change => (change.Key, change.Type, change.Ref)));
        Assert.Null(uncommitted[2].Size);
        Assert.Equal(7, between[2].Size);
        Assert.False(await changes.AnyAsync(Repository, "dev", CancellationToken.None));
    }

    [Fact]
    public async Task Commits_are_undone_and_picked()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync("there");
        await gateway.CommitAsync();
        await gateway.CreateBranchAsync("dev");
        await WriteAsync(gateway, "a", "dev");
        string id = await gateway.CommitAsync("dev");
        LakeCommits commits = new(gateway.Connection);

        LakeCommit picked = await commits.CherryPickAsync(Repository, "main", new PickRequest { Ref = id, Message = "Pick a" }, CancellationToken.None);
        Assert.Equal(("Pick a", id), (picked.Message, (string?)picked.Metadata["cherry-pick-origin"]));
        Assert.True(await gateway.Connection.ExistsAsync(TestGateway.At("a")));

        await commits.RevertAsync(Repository, "main", new PickRequest { Ref = "main" }, CancellationToken.None);
        Assert.False(await gateway.Connection.ExistsAsync(TestGateway.At("a")));
        await Lake.FailsAsync("LakeNothingToUndo", () => commits.RevertAsync(Repository, "main", new PickRequest { Ref = "main~1" }, CancellationToken.None));
        await Lake.FailsAsync("LakeParentNumberInvalid", () => commits.RevertAsync(Repository, "main", new PickRequest { Ref = "main", ParentNumber = 2 }, CancellationToken.None));
        await new LakeMerges(gateway.Connection).MergeAsync(Repository, "main", "dev", new MergeRequest { AllowEmpty = true }, CancellationToken.None);
        await Lake.FailsAsync("LakeParentNumberNeeded", () => commits.RevertAsync(Repository, "dev", new PickRequest { Ref = "dev" }, CancellationToken.None));
        await Lake.FailsAsync("LakeParentNumberNeeded", () => commits.CherryPickAsync(Repository, "main", new PickRequest { Ref = "dev" }, CancellationToken.None));
    }

    private static Task<string> MergeAsync(TestGateway gateway, MergeRequest request) =>
        new LakeMerges(gateway.Connection).MergeAsync(Repository, "dev", "main", request, CancellationToken.None);

    private static Task<LakeTransferResult> WriteAsync(TestGateway gateway, string key, string branch) =>
        gateway.Connection.UploadAsync(TestGateway.At(key, branch), Encoding.UTF8.GetBytes(branch));
}
