using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Changes over the REST API whose response was lost or replaced: done where they were made, and uncertain where they were not.</summary>
public sealed class LostChangeTests
{
    private const string Repository = TestGateway.Repository;

    private static readonly CancellationToken None = CancellationToken.None;

    private static readonly Dictionary<string, (string Operation, Func<LakeS3Connection, Task> Change)> Changes = new()
    {
        ["create a branch"] = ("createBranch", connection => new LakeBranches(connection).CreateAsync(Repository, "new", new BranchRequest { Source = "dev" }, None)),
        ["delete a branch"] = ("deleteBranch", connection => new LakeBranches(connection).DeleteAsync(Repository, "dev", force: true, None)),
        ["reset a branch"] = ("resetBranch", connection => new LakeBranches(connection).ResetAsync(Repository, "dirty", ResetScope.All, None)),
        ["reset an object"] = ("resetBranch", connection => new LakeBranches(connection).ResetAsync(Repository, "dirty", ResetScope.Of("change"), None)),
        ["reset a prefix"] = ("resetBranch", connection => new LakeBranches(connection).ResetAsync(Repository, "dirty", ResetScope.Below("cha"), None)),
        ["move a branch"] = ("hardResetBranch", connection => new LakeBranches(connection).MoveAsync(Repository, "dev", "first", None)),
        ["create a tag"] = ("createTag", connection => new LakeTags(connection).CreateAsync(Repository, "v2", "dev", None)),
        ["delete a tag"] = ("deleteTag", connection => new LakeTags(connection).DeleteAsync(Repository, "first", None)),
        ["create a repository"] = ("createRepository", connection => new LakeRepositories(connection).CreateAsync(
            "another", new RepositoryRequest { StorageNamespace = "local://another" }, None)),
        ["delete a repository"] = ("deleteRepository", connection => new LakeRepositories(connection).DeleteAsync("doomed", force: true, None)),
        ["revert"] = ("revertBranch", connection => new LakeCommits(connection).RevertAsync(Repository, "dev", new PickRequest { Ref = "dev" }, None)),
        ["cherry-pick"] = ("cherryPick", connection => new LakeCommits(connection).CherryPickAsync(Repository, "main", new PickRequest { Ref = "dev" }, None)),
        ["commit"] = ("commit", connection => new LakeCommits(connection).CommitAsync(Repository, "dirty", new CommitRequest { Message = "m" }, None)),
        ["merge"] = ("mergeIntoBranch", connection => new LakeMerges(connection).MergeAsync(Repository, "dev", "main", new MergeRequest(), None)),
    };

    public static TheoryData<string> Names => [.. Changes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_was_done_is_found(string name)
    {
        await using TestGateway gateway = await StartAsync();
        (string operation, Func<LakeS3Connection, Task> change) = Changes[name];
        gateway.Break(new { operation, fault = "lost-answer", count = 0 });

        await change(gateway.Connection);

        Assert.Single(await gateway.StopAndTellOperationsAsync(), asked => asked == operation);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_was_not_done_is_uncertain(string name)
    {
        await using TestGateway gateway = await StartAsync();
        (string operation, Func<LakeS3Connection, Task> change) = Changes[name];
        gateway.Break(new { operation, fault = "reset", count = 0 });

        LakeS3Exception error = await Lake.FailsAsync("LakeConnectionFailed", () => change(gateway.Connection));

        Assert.Equal(LakeErrorReason.OutcomeUnknown, error.Reason);
        Assert.Single(await gateway.StopAndTellOperationsAsync(), asked => asked == operation);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_busy_server_is_asked_again_unless_that_could_double_the_change(string name)
    {
        await using TestGateway gateway = await StartAsync();
        (string operation, Func<LakeS3Connection, Task> change) = Changes[name];
        gateway.Break(new { operation, fault = "error", status = 503, code = "SlowDown", count = 1 });
        LakeS3Connection connection = (LakeS3Connection)gateway.Connection.WithRetries(1);
        if (name == "cherry-pick")
        {
            await Lake.FailsAsync("LakeThrottled", () => change(connection));
            return;
        }

        await change(connection);

        Assert.Equal(2, (await gateway.StopAndTellOperationsAsync()).Count(asked => asked == operation));
    }

    [Fact]
    public async Task A_server_that_stays_busy_is_said_to_be_with_the_number_of_attempts()
    {
        await using TestGateway gateway = await StartAsync();
        gateway.Break(new { operation = "commit", fault = "error", status = 503, code = "SlowDown", count = 0 });

        LakeS3Exception error = await Lake.FailsAsync("LakeThrottled", () => Changes["commit"].Change((LakeS3Connection)gateway.Connection.WithRetries(2)));

        Assert.Contains("3", error.Message, StringComparison.Ordinal);
        Assert.Equal(3, (await gateway.StopAndTellOperationsAsync()).Count(asked => asked == "commit"));
    }

    [Fact]
    public async Task A_branch_of_that_name_at_another_commit_is_not_taken_for_the_new_one()
    {
        await using TestGateway gateway = await StartAsync();
        gateway.Break(new { operation = "createBranch", fault = "lost-answer", count = 0 });

        LakeS3Exception error = await Lake.FailsAsync(
            "LakeConnectionFailed", () => new LakeBranches(gateway.Connection).CreateAsync(Repository, "dev", new BranchRequest { Source = "main" }, None));

        Assert.Equal(LakeErrorReason.OutcomeUnknown, error.Reason);
    }

    private static async Task<TestGateway> StartAsync()
    {
        TestGateway gateway = await TestGateway.StartAsync();
        await gateway.CreateTagAsync("first", await gateway.CommitAsync());
        await gateway.CreateBranchAsync("dev");
        await gateway.CreateBranchAsync("dirty");
        await gateway.SeedAsync(TestGateway.At("change", "dirty"), [1]);
        await gateway.SeedAsync(TestGateway.At("a", "dev"), [1]);
        await gateway.CommitAsync("dev");
        await new LakeRepositories(gateway.Connection).CreateAsync("doomed", new RepositoryRequest { StorageNamespace = "local://doomed" }, None);
        gateway.ForgetSetup(requests: 1);
        return gateway;
    }
}
