using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.S3;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Lists of objects, branches and repositories.</summary>
public sealed class ListTests
{
    private const int PageSize = 1000;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(PageSize / 2, 1)]
    [InlineData(PageSize, 2)]
    [InlineData(PageSize + 1, 3)]
    public async Task A_page_is_asked_for_when_half_of_the_last_was_taken(int taken, int requests)
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await SeedManyAsync(gateway, (2 * PageSize) + 1);
        BeNear(gateway);

        // The answer that nobody takes any more is waited for by the gateway's stop alone.
        IAsyncEnumerator<LakeEntry> entries =
            new LakeObjects(gateway.Connection).ListAsync(TestGateway.At(""), new ListOptions(), CancellationToken.None).GetAsyncEnumerator();
        for (int i = 0; i < taken; i++)
        {
            Assert.True(await entries.MoveNextAsync());
        }

        Assert.Equal(Name(taken - 1), entries.Current.Key);
        if (requests > 1)
        {
            Assert.True(gateway.HasAnswered(requests));
        }

        await entries.DisposeAsync();
        Assert.Equal(Enumerable.Repeat("ListObjectsV2", requests), await gateway.StopAndTellOperationsAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(PageSize / 2)]
    [InlineData(PageSize)]
    public async Task A_limited_list_ends_there_and_asks_for_no_more_than_it_needs(int first)
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await SeedManyAsync(gateway, (2 * PageSize) + 1);

        List<LakeEntry> entries = [];
        await foreach (LakeEntry entry in new LakeObjects(gateway.Connection).ListAsync(TestGateway.At(""), new ListOptions { First = first }, CancellationToken.None))
        {
            entries.Add(entry);
        }

        Assert.Equal(first, entries.Count);
        Assert.Equal(Name(first - 1), entries[^1].Key);
        if (first <= PageSize / 2)
        {
            Assert.Equal(["ListObjectsV2"], await gateway.StopAndTellOperationsAsync());
        }
    }

    [Theory]
    [InlineData(null, null, "list-type=2")]
    [InlineData(null, "a", "continuation-token=a&list-type=2&max-keys=5000")]
    [InlineData(1, null, "list-type=2&max-keys=1")]
    public void Only_pages_after_the_first_are_long(int? first, string? continuation, string query) =>
        Assert.Equal(query, new ListRequest("b") { MaxKeys = first, LaterMaxKeys = () => 5000 }.ToQuery(continuation));

    [Fact]
    public async Task An_empty_list_is_asked_about_once_more_and_a_full_one_is_not()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();

        Assert.Empty(await gateway.Connection.ListAsync(TestGateway.At("")));
        await gateway.Connection.UploadAsync(TestGateway.At("a"), [1]);
        Assert.Single(await gateway.Connection.ListAsync(TestGateway.At("")));

        Assert.Equal(["ListObjectsV2", "getCommit", "PutObject", "ListObjectsV2"], await gateway.StopAndTellOperationsAsync());
    }

    [Fact]
    public async Task All_pages_come_in_order_and_nearby_have_the_servers_size()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await SeedManyAsync(gateway, (3 * PageSize) + 1);
        BeNear(gateway);

        List<LakeEntry> entries = await gateway.Connection.ListAsync(TestGateway.At(""));

        Assert.Equal(Enumerable.Range(0, (3 * PageSize) + 1).Select(Name), entries.Select(entry => entry.Key));
        Assert.Equal(4, (await gateway.StopAsync()).Count);
    }

    [Fact]
    public async Task An_entry_says_what_the_object_is()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        byte[] content = Lake.Content(1234);
        DateTime before = DateTime.UtcNow.AddSeconds(-2);
        await gateway.SeedAsync(TestGateway.At("in/a b+c.csv"), content);

        LakeObject entry = Assert.IsType<LakeObject>(Assert.Single(await gateway.Connection.ListAsync(TestGateway.At("in/"))));

        Assert.Equal((1234, Lake.Md5(content), "STANDARD"), (entry.Size, entry.ETag, entry.StorageClass));
        Assert.Equal("lakefs://data-lake/main/in/a b+c.csv", entry.Uri);
        Assert.Equal(DateTimeKind.Local, entry.LastModified?.Kind);
        Assert.InRange(entry.LastModified!.Value.ToUniversalTime(), before, DateTime.UtcNow.AddSeconds(2));
        Assert.Equal(TestGateway.At("in/a b+c.csv"), gateway.Connection.ResolveObject(entry.ToName()));
    }

    [Fact]
    public async Task A_delimiter_makes_folders()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync("a", "b/1", "b/2", "b/c/3", "d");

        Assert.Equal(["b/ folder", "a", "d"], await TellAsync(gateway, "", "/"));
        Assert.Equal(["b/c/ folder", "b/1", "b/2"], await TellAsync(gateway, "b/", "/"));
        Assert.Equal(["b/ folder"], await TellAsync(gateway, "b", "/"));
        Assert.Equal(["b/1", "b/2", "b/c/3"], await TellAsync(gateway, "b", null));
        Assert.Empty(await TellAsync(gateway, "e", "/"));
    }

    [Fact]
    public async Task A_list_can_start_after_a_key()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync("a", "b/1", "b/2", "c");

        List<LakeEntry> entries = await gateway.Connection.ListAsync(TestGateway.At(""), new ListOptions { StartAfter = "b/1" });

        Assert.Equal(["b/2", "c"], entries.Select(entry => entry.Key));
    }

    [Theory]
    [InlineData("{commit}")]
    [InlineData("{short}")]
    [InlineData("v1")]
    [InlineData("main@")]
    [InlineData("main~0")]
    public async Task Any_ref_can_be_listed(string reference)
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync("committed");
        string id = await gateway.CommitAsync();
        await gateway.CreateTagAsync("v1", id);
        await gateway.SeedAsync("staged");
        reference = reference.Replace("{commit}", id, StringComparison.Ordinal).Replace("{short}", id[..10], StringComparison.Ordinal);

        LakeEntry entry = Assert.Single(await gateway.Connection.ListAsync(TestGateway.At("", reference)));

        Assert.Equal((reference, "committed"), (entry.Ref, entry.Key));
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("a+b")]
    [InlineData("a%20b")]
    [InlineData("a&b<c>\"d'")]
    [InlineData("\u00e9\U0001F600")]
    [InlineData("/leading//double/")]
    [InlineData("../../up")]
    [InlineData("./here")]
    [InlineData("a\tb")]
    [InlineData("~!@#$^*()_={}[]|:;,?")]
    public async Task Keys_come_back_as_they_went(string key)
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        byte[] content = Lake.Content(100);

        await gateway.Connection.UploadAsync(TestGateway.At(key), content);

        if (!key.Any(char.IsControl))
        {
            // Lists show control characters as U+FFFD (s3-odd-keys #81).
            Assert.Equal(key, Assert.Single(await gateway.Connection.ListAsync(TestGateway.At(""))).Key);
        }

        Assert.Equal(100, (await gateway.Connection.HeadAsync(TestGateway.At(key))).Size);
        Assert.Equal(content, await gateway.Connection.DownloadAsync(TestGateway.At(key)));
        Assert.All(await gateway.StopAsync(), request => Assert.True(request.Key is null || request.Key == key || request.Operation == "ListObjectsV2"));
    }

    [Fact]
    public async Task A_list_that_goes_on_nowhere_is_an_error()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await SeedManyAsync(gateway, PageSize + 1);
        gateway.Break(new { operation = "ListObjectsV2", fault = "error", status = 403, code = "AccessDenied", nth = 2 });
        List<LakeEntry> seen = [];

        await Lake.FailsAsync("LakeAccessDenied", async () =>
        {
            await foreach (LakeEntry entry in new LakeObjects(gateway.Connection).ListAsync(TestGateway.At(""), new ListOptions(), CancellationToken.None))
            {
                seen.Add(entry);
            }
        });

        Assert.Equal(PageSize, seen.Count);
    }

    [Fact]
    public async Task Branches_and_repositories_are_listed_by_prefix()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.CreateBranchAsync("dev");
        await gateway.CreateBranchAsync("dev-2");
        S3Listing repositories = new S3Client(gateway.Connection).Lists;
        async Task<List<string>> BranchesAsync(string? prefix)
        {
            List<string> found = [];
            await foreach (LakeBranch branch in repositories.BranchesAsync(TestGateway.Repository, prefix, CancellationToken.None))
            {
                Assert.Equal(TestGateway.Repository, branch.Repository);
                found.Add(branch.Ref);
            }

            return found;
        }

        Assert.Equal(["dev", "dev-2", "main"], await BranchesAsync(null));
        Assert.Equal(["dev", "dev-2"], await BranchesAsync("dev"));
        Assert.Empty(await BranchesAsync("x"));
        Assert.Equal(
            [TestGateway.Repository, TestGateway.OtherRepository],
            (await Lake.AllAsync(repositories.RepositoriesAsync(null, CancellationToken.None))).Select(repository => repository.Repository));
        LakeRepository other = Assert.Single(await Lake.AllAsync(repositories.RepositoriesAsync("other", CancellationToken.None)));
        Assert.Equal(DateTimeKind.Local, other.CreationDate?.Kind);
    }

    // The shortest time to a response counts, and on a busy machine all take long.
    private static void BeNear(TestGateway gateway) => gateway.Connection.Network.AddResponse(TimeSpan.FromMilliseconds(1));

    private static string Name(int number) => number.ToString("D4", System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<IEnumerable<string>> TellAsync(TestGateway gateway, string prefix, string? delimiter) =>
        (await gateway.Connection.ListAsync(TestGateway.At(prefix), new ListOptions { Delimiter = delimiter }))
        .Select(entry => entry is LakePrefix folder ? folder.Prefix + " folder" : entry.Key);

    private static async Task SeedManyAsync(TestGateway gateway, int count)
    {
        await gateway.SeedAsync([.. Enumerable.Range(0, count).Select(Name)]);
        gateway.ForgetSetup();
    }
}
