using System;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Branches and tags by the REST API.</summary>
public class BranchTests
{
    private const string Repository = TestGateway.Repository;

    [Fact]
    public async Task A_branch_is_made_read_listed_and_removed()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        string commit = await gateway.CommitAsync();
        LakeBranches branches = new(gateway.Connection);

        LakeBranch made = await branches.CreateAsync(Repository, "dev", new BranchRequest { Source = "main" }, CancellationToken.None);

        Assert.Equal(commit, made.CommitId);
        Assert.Equal(commit, (await branches.GetAsync(Repository, "dev", CancellationToken.None)).CommitId);
        Assert.Equal(["dev", "main"], (await Lake.AllAsync(branches.ListAsync(Repository, null, false, CancellationToken.None))).Select(branch => branch.Ref));
        await branches.DeleteAsync(Repository, "dev", force: false, CancellationToken.None);
        await Lake.FailsAsync("LakeBranchNotFound", () => branches.GetAsync(Repository, "dev", CancellationToken.None));
    }

    [Fact]
    public async Task Hidden_branches_are_listed_only_when_asked_for()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        LakeBranches branches = new(gateway.Connection);
        await branches.CreateAsync(Repository, "tx-1", new BranchRequest { Source = "main", Hidden = true }, CancellationToken.None);

        Assert.Equal(["main"], (await Lake.AllAsync(branches.ListAsync(Repository, null, false, CancellationToken.None))).Select(branch => branch.Ref));
        Assert.Equal(["main", "tx-1"], (await Lake.AllAsync(branches.ListAsync(Repository, null, true, CancellationToken.None))).Select(branch => branch.Ref));
    }

    [Fact]
    public async Task Uncommitted_changes_keep_a_branch_unless_forced()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.CreateBranchAsync("dev");
        await gateway.SeedAsync(TestGateway.At("a", "dev"), Encoding.UTF8.GetBytes("a"));
        LakeBranches branches = new(gateway.Connection);

        await Lake.FailsAsync("LakeBranchHasUncommittedChanges", () => branches.DeleteAsync(Repository, "dev", force: false, CancellationToken.None));

        Assert.Equal("dev", (await branches.GetAsync(Repository, "dev", CancellationToken.None)).Ref);
        await branches.DeleteAsync(Repository, "dev", force: true, CancellationToken.None);
        await Lake.FailsAsync("LakeBranchNotFound", () => branches.GetAsync(Repository, "dev", CancellationToken.None));
    }

    [Theory]
    [InlineData("main", "main", "LakeBranchExists")]
    [InlineData("v1", "main", "LakeNameTaken")]
    [InlineData("new", "no-such-ref", "LakeRefNotFound")]
    [InlineData("new", "abcdef0123", "LakeCommitNotFound")]
    [InlineData("a/b", "main", "LakeBranchNameInvalid")]
    [InlineData("", "main", "LakeBranchNameInvalid")]
    public async Task Branches_that_can_not_be_are_explained(string name, string source, string errorId)
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.CreateTagAsync("v1", "main");

        await Lake.FailsAsync(
            errorId, () => new LakeBranches(gateway.Connection).CreateAsync(Repository, name, new BranchRequest { Source = source }, CancellationToken.None));
    }

    [Fact]
    public async Task The_default_branch_stays()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();

        await Lake.FailsAsync("LakeBranchIsDefault", () => new LakeBranches(gateway.Connection).DeleteAsync(Repository, "main", force: true, CancellationToken.None));
    }

    [Fact]
    public async Task Where_REST_is_refused_the_S3_side_lists()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        gateway.Break(
            new { operation = "listBranches", fault = "error", status = 403, message = "no", count = 0 },
            new { operation = "listRepositories", fault = "html", count = 0 });

        LakeBranch branch = Assert.Single(await Lake.AllAsync(new LakeBranches(gateway.Connection).ListAsync(Repository, null, false, CancellationToken.None)));
        LakeRepository repository = (await Lake.AllAsync(new LakeRepositories(gateway.Connection).ListAsync(null, CancellationToken.None)))[0];

        Assert.Equal(("main", null), (branch.Ref, branch.CommitId));
        Assert.Equal((Repository, null, null), (repository.Repository, repository.StorageNamespace, repository.DefaultBranch));
        Assert.Equal(["listBranches", "ListObjectsV2", "listRepositories", "ListBuckets"], await gateway.StopAndTellOperationsAsync());
    }

    [Fact]
    public async Task A_key_without_permission_is_not_tried_again()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        gateway.Break(new { operation = "*", fault = "error", status = 500, message = "User does not have the required permissions", count = 1 });

        Assert.Single(await Lake.AllAsync(new LakeBranches(gateway.Connect(maxRetries: 3)).ListAsync(Repository, null, false, CancellationToken.None)));

        Assert.Equal(["listBranches", "ListObjectsV2"], await gateway.StopAndTellOperationsAsync());
    }

    [Fact]
    public async Task Repositories_tell_what_REST_knows()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        LakeRepositories repositories = new(gateway.Connection);

        LakeRepository made = await repositories.CreateAsync(
            "new-lake", new RepositoryRequest { StorageNamespace = "local://new-lake", DefaultBranch = "trunk" }, CancellationToken.None);

        LakeRepository read = await repositories.GetAsync("new-lake", CancellationToken.None);
        Assert.Equal(("trunk", "local://new-lake", false), (read.DefaultBranch, read.StorageNamespace, read.ReadOnly));
        Assert.Equal(made.CreationDate, read.CreationDate);
        await Lake.FailsAsync("LakeRepositoryExists", () => repositories.CreateAsync(
            "new-lake", new RepositoryRequest { StorageNamespace = "local://other" }, CancellationToken.None));
        await Lake.FailsAsync("LakeStorageNamespaceInvalid", () => repositories.CreateAsync(
            "third-lake", new RepositoryRequest { StorageNamespace = "local://new-lake" }, CancellationToken.None));
        await repositories.DeleteAsync("new-lake", force: false, CancellationToken.None);
        await Lake.FailsAsync("LakeRepositoryNotFound", () => repositories.GetAsync("new-lake", CancellationToken.None));
    }

    [Fact]
    public async Task Tags_are_made_read_listed_and_removed()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        string commit = await gateway.CommitAsync();
        LakeTags tags = new(gateway.Connection);

        Assert.Equal(commit, (await tags.CreateAsync(Repository, "v1", "main", CancellationToken.None)).CommitId);

        Assert.Equal(commit, (await tags.GetAsync(Repository, "v1", CancellationToken.None)).CommitId);
        Assert.Equal("v1", Assert.Single(await Lake.AllAsync(tags.ListAsync(Repository, "v", CancellationToken.None))).Ref);
        await Lake.FailsAsync("LakeTagExists", () => tags.CreateAsync(Repository, "v1", "main", CancellationToken.None));
        await Lake.FailsAsync("LakeNameTaken", () => tags.CreateAsync(Repository, "main", "main", CancellationToken.None));
        await Lake.FailsAsync("LakeTagNameInvalid", () => tags.CreateAsync(Repository, "a~b", "main", CancellationToken.None));
        await Lake.FailsAsync("LakeRefNotFound", () => tags.CreateAsync(Repository, "v2", "nope", CancellationToken.None));
        await tags.DeleteAsync(Repository, "v1", CancellationToken.None);
        await Lake.FailsAsync("LakeTagNotFound", () => tags.GetAsync(Repository, "v1", CancellationToken.None));
    }

    [Fact]
    public async Task What_reads_is_tried_again()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        LakeBranches branches = new(gateway.Connect(maxRetries: 2));
        gateway.Break(new { operation = "getBranch", fault = "error", status = 503, message = "slow down", count = 2 });

        await branches.GetAsync(Repository, "main", CancellationToken.None);

        Assert.Equal(["getBranch", "getBranch", "getBranch"], await gateway.StopAndTellOperationsAsync());
    }

    [Fact]
    public async Task A_web_page_is_no_success()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.CreateBranchAsync("dev");
        gateway.Break(new { operation = "*", fault = "html", count = 0 });
        LakeBranches branches = new(gateway.Connection);

        await Lake.FailsAsync("LakeNotAnS3Endpoint", () => branches.CreateAsync(Repository, "x", new BranchRequest { Source = "main" }, CancellationToken.None));
        await Lake.FailsAsync("LakeNotAnS3Endpoint", () => branches.DeleteAsync(Repository, "dev", force: true, CancellationToken.None));
        await Lake.FailsAsync("LakeNotAnS3Endpoint", () => branches.ResetAsync(Repository, "dev", ResetScope.All, CancellationToken.None));
    }

    [Fact]
    public async Task Resets_drop_what_they_are_told_to()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        string first = await gateway.CommitAsync();
        await gateway.SeedAsync("a", "d/x", "d/y", "e");
        LakeBranches branches = new(gateway.Connection);
        async Task<string[]> UncommittedAsync() =>
            [.. (await Lake.AllAsync(new LakeChanges(gateway.Connection).ListAsync(Repository, "main", null, CancellationToken.None))).Select(change => change.Key)];

        await branches.ResetAsync(Repository, "main", ResetScope.Of("a"), CancellationToken.None);
        Assert.Equal(["d/x", "d/y", "e"], await UncommittedAsync());
        await branches.ResetAsync(Repository, "main", ResetScope.Below("d/"), CancellationToken.None);
        Assert.Equal(["e"], await UncommittedAsync());
        await gateway.CommitAsync();
        await branches.MoveAsync(Repository, "main", first, CancellationToken.None);
        Assert.Equal(first, (await branches.GetAsync(Repository, "main", CancellationToken.None)).CommitId);
        await Lake.FailsAsync("LakeRefNotFound", () => branches.MoveAsync(Repository, "main", "nope", CancellationToken.None));
    }
}
