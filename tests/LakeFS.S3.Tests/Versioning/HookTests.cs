using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Hooks that refuse.</summary>
public class HookTests
{
    private const string Repository = TestGateway.Repository;

    [Theory]
    [InlineData("commit")]
    [InlineData("mergeIntoBranch")]
    [InlineData("createBranch")]
    public async Task What_a_hook_wrote_is_told(string operation)
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        gateway.Break(new { operation, fault = "hook", message = "row 7 has no price" });

        LakeS3Exception error = await Lake.FailsAsync("LakeHookFailed", () => DoAsync(gateway.Connection, operation));

        Assert.Contains("quality gate", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("row 7 has no price", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_long_output_the_end_is_told()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        gateway.Break(new { operation = "commit", fault = "hook", message = string.Concat(Enumerable.Repeat("all is well so far\n", 1000)) + "but for row 7" });

        LakeS3Exception error = await Lake.FailsAsync("LakeHookFailed", () => DoAsync(gateway.Connection, "commit"));

        Assert.EndsWith("but for row 7", error.Message, StringComparison.Ordinal);
        Assert.InRange(error.Message.Length, 2000, 3000);
    }

    [Fact]
    public async Task A_refusal_is_told_also_where_the_output_can_not_be_had()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        gateway.Break(
            new { operation = "commit", fault = "hook", message = "never seen" },
            new { operation = "listRunHooks", fault = "error", status = 403, message = "no" });

        LakeS3Exception error = await Lake.FailsAsync("LakeHookFailed", () => DoAsync(gateway.Connection, "commit"));

        Assert.Contains("failed on action 'quality gate' hook 'check'", error.Message, StringComparison.Ordinal);
        Assert.Contains("can't be had", error.Message, StringComparison.Ordinal);
    }

    private static Task DoAsync(LakeS3Connection connection, string operation) => operation switch
    {
        "mergeIntoBranch" => new LakeMerges(connection).MergeAsync(Repository, "main", "main", new MergeRequest(), CancellationToken.None),
        "createBranch" => new LakeBranches(connection).CreateAsync(Repository, "dev", new BranchRequest { Source = "main" }, CancellationToken.None),
        _ => new LakeCommits(connection).CommitAsync(Repository, "main", new CommitRequest { Message = "m", AllowEmpty = true }, CancellationToken.None),
    };
}
