using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Commits and merges whose response was lost: found where they were made, and no other one taken for them.</summary>
public sealed class LostCommitTests
{
    private const string Repository = TestGateway.Repository;

    private static readonly CommitRequest OfNothing = new() { Message = "same", AllowEmpty = true };

    [Fact]
    public async Task A_commit_of_nothing_is_found()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        LakeCommits commits = new(gateway.Connection);
        LakeCommit before = await commits.CommitAsync(Repository, "main", OfNothing, CancellationToken.None);
        gateway.Break(new { operation = "commit", fault = "lost-answer", count = 1 });

        LakeCommit commit = await commits.CommitAsync(Repository, "main", OfNothing, CancellationToken.None);

        Assert.Equal([before.Id], commit.Parents);
    }

    [Fact]
    public async Task The_same_commit_right_before_it_is_not_taken_for_it()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        LakeCommits commits = new(gateway.Connection);
        await commits.CommitAsync(Repository, "main", OfNothing, CancellationToken.None);
        gateway.Break(new { operation = "commit", fault = "reset", count = 1 });

        LakeS3Exception error = await Lake.FailsAsync(
            "LakeConnectionFailed", () => commits.CommitAsync(Repository, "main", OfNothing, CancellationToken.None));

        Assert.Equal(LakeErrorReason.OutcomeUnknown, error.Reason);
    }

    [Fact]
    public async Task Nor_is_one_that_the_connection_has_read()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        CommitRequest request = new() { Message = "same" };
        await gateway.SeedAsync("a");
        await new LakeCommits(gateway.Connect()).CommitAsync(Repository, "main", request, CancellationToken.None);
        LakeS3Connection connection = gateway.Connection.WithDefaults(new ConnectionDefaults { Repository = Repository, Ref = "main" });
        await Lake.AllAsync(new LakeCommits(connection).LogAsync(Repository, "main", new LogOptions(), CancellationToken.None));
        gateway.Break(new { operation = "commit", fault = "reset", count = 1 });

        LakeS3Exception error = await Lake.FailsAsync(
            "LakeConnectionFailed", () => new LakeCommits(gateway.Connection).CommitAsync(Repository, "main", request, CancellationToken.None));

        Assert.Equal(LakeErrorReason.OutcomeUnknown, error.Reason);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("all of it")]
    public async Task A_squash_merge_is_found(string? message)
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        string start = await BranchWithChangeAsync(gateway);
        gateway.Break(new { operation = "mergeIntoBranch", fault = "lost-answer", count = 1 });
        MergeRequest request = new() { Squash = true, Message = message, Metadata = new Dictionary<string, string> { ["k"] = "v" } };

        string id = await new LakeMerges(gateway.Connection).MergeAsync(Repository, "dev", "main", request, CancellationToken.None);

        LakeCommit merge = await new LakeCommits(gateway.Connection).GetAsync(Repository, "main", CancellationToken.None);
        Assert.Equal((merge.Id, start), (id, Assert.Single(merge.Parents)));
    }

    [Fact]
    public async Task The_same_squash_merge_right_before_it_is_not_taken_for_it()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await BranchWithChangeAsync(gateway);
        LakeMerges merges = new(gateway.Connection);
        MergeRequest request = new() { Squash = true, AllowEmpty = true };
        await merges.MergeAsync(Repository, "dev", "main", request, CancellationToken.None);
        gateway.Break(new { operation = "mergeIntoBranch", fault = "reset", count = 1 });

        LakeS3Exception error = await Lake.FailsAsync(
            "LakeConnectionFailed", () => merges.MergeAsync(Repository, "dev", "main", request, CancellationToken.None));

        Assert.Equal(LakeErrorReason.OutcomeUnknown, error.Reason);
    }

    private static async Task<string> BranchWithChangeAsync(TestGateway gateway)
    {
        string start = await gateway.CommitAsync();
        await gateway.CreateBranchAsync("dev");
        await gateway.SeedAsync(TestGateway.At("a", "dev"), [1]);
        await gateway.CommitAsync("dev");
        return start;
    }
}
