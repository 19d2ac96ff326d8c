using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Removals: what is reported as removed is gone, what is not is there or never was.</summary>
public sealed class RemovalTests
{
    [Fact]
    public async Task An_object_that_is_there_is_gone_afterwards()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync("a", "b");
        gateway.ForgetSetup();

        LakeRemoval removal = Assert.Single(await RemoveAsync(gateway, TestGateway.At("a")));

        Assert.True(removal.Removed);
        Assert.Equal(TestGateway.At("a").Uri, removal.Uri);
        Assert.False(await gateway.Connection.ExistsAsync(TestGateway.At("a")));
        Assert.True(await gateway.Connection.ExistsAsync(TestGateway.At("b")));
        Assert.Equal(["ListObjectsV2", "HeadObject", "DeleteObject"], (await gateway.StopAndTellOperationsAsync()).Take(3));
    }

    [Fact]
    public async Task An_object_that_a_list_showed_is_not_looked_up()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync("a");
        gateway.ForgetSetup();

        LakeRemoval removal = Assert.Single(
            await new ObjectRemover(gateway.Connection).RemoveAsync([new RemovalItem(TestGateway.At("a"), isListed: true)], CancellationToken.None));

        Assert.True(removal.Removed);
        Assert.Equal(["ListObjectsV2", "DeleteObject"], await gateway.StopAndTellOperationsAsync());
    }

    [Fact]
    public async Task Many_objects_take_one_request_and_the_results_keep_their_order()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        string[] keys = [.. Enumerable.Range(0, 50).Select(i => $"k{(i * 37) % 50}")];
        await gateway.SeedAsync(keys);
        gateway.ForgetSetup();

        IReadOnlyList<LakeRemoval> results = await new ObjectRemover(gateway.Connection).RemoveAsync(
            [.. keys.Select(key => new RemovalItem(TestGateway.At(key), isListed: true))], CancellationToken.None);

        Assert.Equal(keys, results.Select(result => result.Key));
        Assert.All(results, result => Assert.True(result.Removed));
        Assert.Empty(await gateway.Connection.ListAsync(TestGateway.At("")));
        Assert.Equal(["ListObjectsV2", "DeleteObjects", "ListObjectsV2", "getCommit"], await gateway.StopAndTellOperationsAsync());
    }

    [Fact]
    public async Task Missing_objects_are_not_claimed()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync("a", "c");

        IReadOnlyList<LakeRemoval> results = await RemoveAsync(
            gateway, TestGateway.At("a"), TestGateway.At("b"), TestGateway.At("c"), TestGateway.At("A"));

        Assert.Equal([null, "LakeObjectNotFound", null, "LakeObjectNotFound"], results.Select(result => result.Error?.ErrorId));
    }

    [Theory]
    [InlineData("no-such-branch", "LakeBranchNotFound")]
    [InlineData("v1", "LakeRefNotWritable")]
    [InlineData("{commit}", "LakeRefNotWritable")]
    [InlineData("{short}", "LakeRefNotWritable")]
    [InlineData("main@", "LakeRefNotWritable")]
    [InlineData("main~0", "LakeRefNotWritable")]
    public async Task Nothing_is_sent_for_removal_from_what_is_no_branch(string reference, string errorId)
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync("a");
        string id = await gateway.CommitAsync();
        await gateway.CreateTagAsync("v1", id);
        reference = reference.Replace("{commit}", id, StringComparison.Ordinal).Replace("{short}", id[..10], StringComparison.Ordinal);

        IReadOnlyList<LakeRemoval> results = await RemoveAsync(gateway, TestGateway.At("a", reference), TestGateway.At("a"));

        Assert.Equal([errorId, null], results.Select(result => result.Error?.ErrorId));
        Assert.Equal(["main"], (await gateway.StopAsync()).Where(request => request.Operation.StartsWith("Delete", StringComparison.Ordinal)).Select(request => request.Ref));
    }

    [Fact]
    public async Task A_batch_may_hold_several_branches_and_repositories()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.CreateBranchAsync("dev");
        ObjectAddress[] addresses =
        [
            TestGateway.At("a"), TestGateway.At("a", "dev"), TestGateway.At("a", repository: TestGateway.OtherRepository),
            TestGateway.At("b", repository: TestGateway.OtherRepository), TestGateway.At("b", "dev"),
        ];
        foreach (ObjectAddress address in addresses)
        {
            await gateway.SeedAsync(address, [1]);
        }

        await gateway.SeedAsync(TestGateway.At("b"), [1]);

        IReadOnlyList<LakeRemoval> results = await RemoveAsync(gateway, addresses);

        Assert.Equal(addresses.Select(address => address.Uri), results.Select(result => result.Uri));
        Assert.All(results, result => Assert.True(result.Removed));
        Assert.Equal("b", Assert.Single(await gateway.Connection.ListAsync(TestGateway.At(""))).Key);
        Assert.Empty(await gateway.Connection.ListAsync(TestGateway.At("", "dev")));
        Assert.Empty(await gateway.Connection.ListAsync(TestGateway.At("", repository: TestGateway.OtherRepository)));
    }

    [Fact]
    public async Task A_missing_repository_is_the_error_of_its_objects_alone()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync("a");

        IReadOnlyList<LakeRemoval> results = await RemoveAsync(gateway, TestGateway.At("a", repository: "no-such-lake"), TestGateway.At("a"));

        Assert.Equal(["LakeRepositoryNotFound", null], results.Select(result => result.Error?.ErrorId));
        Assert.False(await gateway.Connection.ExistsAsync(TestGateway.At("a")));
    }

    [Fact]
    public async Task A_batch_that_is_refused_does_not_hide_what_was_removed_before()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        ObjectAddress[] addresses =
        [
            TestGateway.At("a"), TestGateway.At("b"),
            TestGateway.At("a", repository: TestGateway.OtherRepository), TestGateway.At("b", repository: TestGateway.OtherRepository),
        ];
        foreach (ObjectAddress address in addresses)
        {
            await gateway.SeedAsync(address, [1]);
        }

        gateway.Break(new { operation = "DeleteObjects", fault = "error", status = 403, code = "AccessDenied", nth = 2 });

        IReadOnlyList<LakeRemoval> results = await RemoveAsync(gateway, addresses);

        Assert.Equal([null, null, "LakeAccessDenied", "LakeAccessDenied"], results.Select(result => result.Error?.ErrorId));
        Assert.Empty(await gateway.Connection.ListAsync(TestGateway.At("")));
        Assert.Equal(2, (await gateway.Connection.ListAsync(TestGateway.At("", repository: TestGateway.OtherRepository))).Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_protected_branch_keeps_its_objects(int count)
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        ObjectAddress[] addresses = [.. Enumerable.Range(0, count).Select(i => TestGateway.At($"k{i}"))];
        await gateway.SeedAsync([.. addresses.Select(address => address.Key)]);
        await gateway.ProtectAsync("main");

        IReadOnlyList<LakeRemoval> results = await RemoveAsync(gateway, addresses);

        Assert.All(results, result => Assert.Equal("LakeBranchProtected", result.Error?.ErrorId));
        Assert.Equal(count, (await gateway.Connection.ListAsync(TestGateway.At(""))).Count);
    }

    [Theory]
    [InlineData("a\u0001b")]
    [InlineData("a\nb")]
    [InlineData("a\uFFFEb")]
    [InlineData("a\uFFFFb")]
    [InlineData("a\u007Fb")]
    [InlineData(" a ")]
    [InlineData("<a>&amp;")]
    [InlineData("/a")]
    [InlineData("../a")]
    public async Task Odd_keys_are_removed_and_their_neighbours_not(string key)
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        string[] others = ["a\uFFFDb", "ab", "a"];
        await gateway.SeedAsync([key, .. others, "z"]);

        IReadOnlyList<LakeRemoval> results = await RemoveAsync(gateway, TestGateway.At(key), TestGateway.At("z"));

        Assert.All(results, result => Assert.True(result.Removed, result.Error?.Message));
        Assert.False(await gateway.Connection.ExistsAsync(TestGateway.At(key)));
        foreach (string other in others)
        {
            Assert.True(await gateway.Connection.ExistsAsync(TestGateway.At(other)));
        }
    }

    [Fact]
    public async Task A_listed_key_that_may_stand_for_another_is_not_claimed()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync("a\u0001b", "c");
        List<LakeEntry> listed = await gateway.Connection.ListAsync(TestGateway.At(""));

        IReadOnlyList<LakeRemoval> results = await new ObjectRemover(gateway.Connection).RemoveAsync(
            [.. listed.Select(entry => new RemovalItem(TestGateway.At(entry.Key), isListed: true))], CancellationToken.None);

        Assert.Equal(["LakeKeyInvalid", null], results.Select(result => result.Error?.ErrorId));
        Assert.True(await gateway.Connection.ExistsAsync(TestGateway.At("a\u0001b")));
    }

    [Fact]
    public async Task A_ref_is_looked_at_once_however_many_batches_there_are()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync("a", "b");
        gateway.ForgetSetup();
        ObjectRemover remover = new(gateway.Connection);

        Task<IReadOnlyList<LakeRemoval>> Remove(string key) =>
            remover.RemoveAsync([new RemovalItem(TestGateway.At(key), isListed: true)], CancellationToken.None);

        await Task.WhenAll(Remove("a"), Remove("b"));

        Assert.Equal(["ListObjectsV2", "DeleteObject", "DeleteObject"], await gateway.StopAndTellOperationsAsync());
    }

    [Fact]
    public async Task The_same_object_twice_is_one_removal()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync("a");

        IReadOnlyList<LakeRemoval> results = await RemoveAsync(gateway, TestGateway.At("a"), TestGateway.At("a"));

        Assert.Equal([true, true], results.Select(result => result.Removed));
        Assert.Single(await gateway.StopAsync(), request => request.Operation == "DeleteObject");
    }

    private static Task<IReadOnlyList<LakeRemoval>> RemoveAsync(TestGateway gateway, params ObjectAddress[] addresses) =>
        new ObjectRemover(gateway.Connection).RemoveAsync(
            [.. addresses.Select(address => new RemovalItem(address, isListed: false))], CancellationToken.None);
}
