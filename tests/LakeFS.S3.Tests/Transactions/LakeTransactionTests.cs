using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Transactions: what they send, what a lost response does to them, and how they end.</summary>
public sealed class LakeTransactionTests
{
    private const string Repository = TestGateway.Repository;

    private static readonly TransactionRequest Request = new() { Message = "All of it" };

    [Fact]
    public async Task One_object_takes_seven_requests()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        LakeTransaction transaction = new(gateway.Connection, Repository, "main", Request);

        await transaction.BeginAsync(CancellationToken.None);
        await WriteAsync(transaction, "a");
        LakeCommit commit = await transaction.CompleteAsync(CancellationToken.None);
        await transaction.EndAsync(CancellationToken.None);
        await transaction.EndAsync(CancellationToken.None);

        Assert.Equal((commit.Id, false), (transaction.MergeId, transaction.HasBranch));
        Assert.Equal(["diffBranch", "createBranch", "PutObject", "commit", "mergeIntoBranch", "getCommit", "deleteBranch"], await gateway.StopAndTellOperationsAsync());
    }

    [Theory]
    [InlineData("createBranch", "diffBranch createBranch getBranch getCommit PutObject commit mergeIntoBranch getCommit deleteBranch")]
    [InlineData("commit", "diffBranch createBranch PutObject commit getCommit diffBranch mergeIntoBranch getCommit deleteBranch")]
    [InlineData("mergeIntoBranch", "diffBranch createBranch PutObject commit mergeIntoBranch getCommit getCommit getCommit deleteBranch")]
    [InlineData("deleteBranch", "diffBranch createBranch PutObject commit mergeIntoBranch getCommit deleteBranch getBranch ListObjectsV2 ListObjectsV2")]
    public async Task A_lost_answer_is_no_second_merge(string operation, string operations)
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        string start = await gateway.CommitAsync();
        gateway.ForgetSetup();
        gateway.Break(new { operation, fault = "lost-answer", nth = 1, count = 1 });
        LakeTransaction transaction = new(gateway.Connect(maxRetries: 1), Repository, "main", Request);

        await transaction.BeginAsync(CancellationToken.None);
        await WriteAsync(transaction, "a");
        LakeCommit commit = await transaction.CompleteAsync(CancellationToken.None);
        await transaction.EndAsync(CancellationToken.None);

        Assert.Equal(start, commit.Parents[0]);
        Assert.Equal(operations.Split(' '), await gateway.StopAndTellOperationsAsync());
    }

    [Fact]
    public async Task A_lost_answer_is_no_second_merge_either_where_an_empty_one_is_allowed()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        string start = await HeadAsync(gateway);
        gateway.Break(new { operation = "mergeIntoBranch", fault = "lost-answer", nth = 1, count = 1 });
        LakeTransaction transaction = new(gateway.Connect(maxRetries: 1), Repository, "main", new TransactionRequest { Message = "m", AllowEmpty = true });

        await transaction.BeginAsync(CancellationToken.None);
        LakeCommit commit = await transaction.CompleteAsync(CancellationToken.None);

        Assert.Equal((start, commit.Id), (commit.Parents[0], await HeadAsync(gateway)));
    }

    [Fact]
    public async Task What_was_merged_is_found_below_later_commits()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        LakeTransaction late = new(gateway.Connect(maxRetries: 2), Repository, "main", Request);
        await late.BeginAsync(CancellationToken.None);
        await WriteAsync(late, "late");
        // The answer is lost, and the look at the log takes its time; meanwhile the branch moves on.
        gateway.Break(
            new { operation = "mergeIntoBranch", fault = "lost-answer", nth = 1, count = 1 },
            new { operation = "logCommits", fault = "delay", seconds = 0.5, count = 0 });
        string before = await HeadAsync(gateway);
        Task<LakeCommit> completing = late.CompleteAsync(CancellationToken.None);
        Assert.True(await MovesFromAsync(gateway, before));
        await gateway.SeedAsync("meanwhile");
        string after = await gateway.CommitAsync();

        LakeCommit commit = await completing;

        Assert.Equal("All of it", commit.Message);
        Assert.Equal(after, await HeadAsync(gateway));
    }

    [Theory]
    [InlineData(429, 1)]
    [InlineData(503, 1)]
    [InlineData(500, 1)]
    [InlineData(403, 0)]
    public async Task A_merge_is_tried_again_for_what_passes_alone(int status, int again)
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        gateway.Break(new { operation = "mergeIntoBranch", fault = "error", status, code = "Any", message = "not now", nth = 1, count = 1 });
        LakeTransaction transaction = new(gateway.Connect(maxRetries: 1), Repository, "main", Request);
        await transaction.BeginAsync(CancellationToken.None);
        await WriteAsync(transaction, "a");

        if (again == 0)
        {
            await Assert.ThrowsAsync<LakeS3Exception>(() => transaction.CompleteAsync(CancellationToken.None));
        }
        else
        {
            await transaction.CompleteAsync(CancellationToken.None);
        }

        Assert.Equal(again == 0, transaction.MergeId is null);
        Assert.Equal(1 + again, (await gateway.StopAsync()).Count(request => request.Operation == "mergeIntoBranch"));
    }

    [Fact]
    public async Task A_branch_whose_making_was_stopped_is_removed_all_the_same()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        using CancellationTokenSource stop = new();
        gateway.Break(new { operation = "createBranch", fault = "stall-in-body", seconds = 30 });
        LakeTransaction transaction = new(gateway.Connection, Repository, "main", Request);
        Task beginning = transaction.BeginAsync(stop.Token);
        Assert.True(await AppearsAsync(gateway, transaction.Ref));

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => beginning);
        Assert.True(transaction.HasBranch);
        await transaction.EndAsync(CancellationToken.None);

        Assert.Empty(await BranchesAsync(gateway, "tx-"));
    }

    [Fact]
    public async Task A_transaction_that_never_began_has_nothing_to_end()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync("dirty");
        gateway.ForgetSetup();
        LakeTransaction transaction = new(gateway.Connection, Repository, "main", Request);

        await Lake.FailsAsync("LakeBranchDirty", () => transaction.BeginAsync(CancellationToken.None));
        Assert.False(transaction.HasBranch);
        await transaction.EndAsync(CancellationToken.None);

        Assert.Equal(["diffBranch"], await gateway.StopAndTellOperationsAsync());
    }

    [Fact]
    public async Task One_within_another_begins_from_what_that_has_done()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        LakeTransaction outer = new(gateway.Connection, Repository, "main", Request);
        await outer.BeginAsync(CancellationToken.None);
        await WriteAsync(outer, "outer");

        LakeTransaction inner = new(outer, new TransactionRequest { Message = "A part" });
        await inner.BeginAsync(CancellationToken.None);
        Assert.True(await gateway.Connection.ExistsAsync(TestGateway.At("outer", inner.Ref)));
        await WriteAsync(inner, "inner");
        await inner.CompleteAsync(CancellationToken.None);
        await inner.EndAsync(CancellationToken.None);
        Assert.False(await gateway.Connection.ExistsAsync(TestGateway.At("inner")));
        await outer.CompleteAsync(CancellationToken.None);
        await outer.EndAsync(CancellationToken.None);

        Assert.Equal(outer.Ref, inner.Branch);
        Assert.True(await gateway.Connection.ExistsAsync(TestGateway.At("inner")));
        Assert.True(await gateway.Connection.ExistsAsync(TestGateway.At("outer")));
        Assert.Empty(await BranchesAsync(gateway, "tx-"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Its_branch_says_what_it_is_and_is_hidden_unless_it_is_to_be_seen(bool visible)
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        string longName = new('b', 60);
        await gateway.CreateBranchAsync(longName);
        LakeTransaction transaction = new(gateway.Connection, Repository, longName, new TransactionRequest { Message = "m", Visible = visible });
        await transaction.BeginAsync(CancellationToken.None);

        Assert.Matches("^tx-b{40}-[0-9]{8}-[0-9]{6}-[0-9a-f]{12}$", transaction.Ref);
        Assert.Equal([transaction.Ref], await BranchesAsync(gateway, "tx-"));
        Assert.Equal(visible ? [transaction.Ref] : [], await BranchesAsync(gateway, "tx-", includeHidden: false));
    }

    [Fact]
    public async Task A_hidden_branch_is_a_branch_for_removals()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync("a");
        await gateway.CreateTagAsync("v1", await gateway.CommitAsync());
        await new LakeBranches(gateway.Connection).CreateAsync(Repository, "hid", new BranchRequest { Source = "main", Hidden = true }, CancellationToken.None);

        IReadOnlyList<LakeRemoval> removals = await new ObjectRemover(gateway.Connection).RemoveAsync(
            [new RemovalItem(TestGateway.At("a", "hid"), isListed: true), new RemovalItem(TestGateway.At("a", "v1"), isListed: true)], CancellationToken.None);

        Assert.Null(removals[0].Error);
        Assert.Equal("LakeRefNotWritable", removals[1].Error?.ErrorId);
        Assert.False(await gateway.Connection.ExistsAsync(TestGateway.At("a", "hid")));
    }

    [Fact]
    public async Task A_server_without_rest_has_no_hidden_branches()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync("a");
        await gateway.CreateTagAsync("v1", await gateway.CommitAsync());
        gateway.Break(new { operation = "listBranches", fault = "html", count = 0 });

        IReadOnlyList<LakeRemoval> removals = await new ObjectRemover(gateway.Connection).RemoveAsync(
            [new RemovalItem(TestGateway.At("a", "v1"), isListed: true)], CancellationToken.None);

        Assert.Equal("LakeRefNotWritable", removals[0].Error?.ErrorId);
    }

    [Fact]
    public void A_ref_expression_is_no_target()
    {
        using LakeS3Connection connection = LakeS3Connection.Open(new ConnectionOptions
        {
            EndpointUrl = "http://127.0.0.1:9",
            Credential = new LakeCredential("AKIAEXAMPLE", "secret", "the test"),
        });

        Lake.Fails("LakeRefNotWritable", () => new LakeTransaction(connection, Repository, "main~1", Request));
        Lake.Fails("LakeRepositoryNameInvalid", () => new LakeTransaction(connection, "No", "main", Request));
    }

    private static Task<LakeTransferResult> WriteAsync(LakeTransaction transaction, string key) =>
        transaction.Connection.UploadAsync(transaction.Connection.ResolveObject(new ObjectName { Key = key }), Lake.Content(10));

    private static async Task<string> HeadAsync(TestGateway gateway) =>
        (await new LakeCommits(gateway.Connection).GetAsync(Repository, "main", CancellationToken.None)).Id;

    private static Task<bool> MovesFromAsync(TestGateway gateway, string head) => BecomesTrueAsync(async () => await HeadAsync(gateway) != head);

    private static Task<bool> AppearsAsync(TestGateway gateway, string branch) =>
        BecomesTrueAsync(async () => (await BranchesAsync(gateway, branch)).Length == 1);

    private static async Task<bool> BecomesTrueAsync(Func<Task<bool>> condition)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(30));
        while (!await condition())
        {
            if (patience.IsCancellationRequested)
            {
                return false;
            }
        }

        return true;
    }

    private static async Task<string[]> BranchesAsync(TestGateway gateway, string prefix, bool includeHidden = true)
    {
        List<string> names = [];
        await foreach (LakeBranch branch in new LakeBranches(gateway.Connection).ListAsync(Repository, prefix, includeHidden, CancellationToken.None))
        {
            names.Add(branch.Ref);
        }

        return [.. names];
    }
}
