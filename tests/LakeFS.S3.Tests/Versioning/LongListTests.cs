using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Logs, comparisons and lists that no one wants in memory: they stream from the first page on.</summary>
[Collection(OneAtATime.Name)]
public sealed class LongListTests
{
    private const string Repository = TestGateway.Repository;

    // A page of a thousand entries is about half a megabyte.
    private const int PageSize = 1000;
    private const long Bound = 8L * 1024 * 1024;

    // Pages of 5,000 entries, some of them ahead of the reader, and what they are read from.
    private const long BoundOfObjects = 40L * 1024 * 1024;

    private const int FilesOfEach = 1000;

    [Fact]
    public async Task A_log_of_ten_thousand_commits_streams()
    {
        const int Commits = 10_000;
        await using GatewayProcess gateway = await GatewayProcess.StartAsync();
        using LakeS3Connection connection = gateway.Connect();
        LakeCommits commits = new(connection);
        CommitRequest empty = new() { Message = "one of many, with a message as long as people write them", AllowEmpty = true };
        await Parallel.ForAsync(
            0, Commits, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, stop) => await commits.CommitAsync(Repository, "main", empty, stop));
        await gateway.ForgetRequestsAsync();

        long count = await ReadAsync(
            commits.LogAsync(Repository, "main", new LogOptions(), CancellationToken.None), gateway, "logCommits", commit => Assert.Equal(64, commit.Id.Length));

        // The repository began with one.
        Assert.Equal(Commits + 1, count);
        Assert.Equal(11, await gateway.CountRequestsAsync("logCommits", 11));
    }

    [Fact]
    public async Task A_comparison_of_a_hundred_thousand_changes_streams()
    {
        const int Folders = 100;
        using TemporaryFolder storage = new();
        await using GatewayProcess gateway = await StartAsync(storage, "dev", Folders);
        using LakeS3Connection connection = gateway.Connect();
        await gateway.ForgetRequestsAsync();

        long count = await ReadAsync(
            new LakeChanges(connection).CompareAsync(Repository, "main", "dev", new CompareOptions(), CancellationToken.None),
            gateway,
            "diffRefs",
            change => Assert.Equal(LakeChangeType.Added, change.Type));

        Assert.Equal(Folders * FilesOfEach, count);
        Assert.Equal(100, await gateway.CountRequestsAsync("diffRefs", 100));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_list_of_a_hundred_thousand_objects_streams(bool isFar)
    {
        const int Folders = 100;
        using TemporaryFolder storage = new();
        await using GatewayProcess gateway = await StartAsync(storage, "dev", Folders);
        if (isFar)
        {
            await gateway.BreakAsync("""{ "rules": [{ "operation": "*", "fault": "delay", "seconds": 0.03, "count": 0 }] }""");
        }

        using LakeS3Connection connection = gateway.Connect();
        await gateway.ForgetRequestsAsync();
        string last = string.Empty;

        long count = await ReadAsync(
            new LakeObjects(connection).ListAsync(TestGateway.At("in/", "dev"), new ListOptions(), CancellationToken.None),
            gateway,
            "ListObjectsV2",
            entry =>
            {
                Assert.True(string.CompareOrdinal(last, entry.Key) < 0, $"{entry.Key} comes after {last}.");
                last = entry.Key;
            },
            BoundOfObjects);

        Assert.Equal(Folders * FilesOfEach, count);
        // Far away the first page has 1,000 keys, the others 5,000, and pages that are requested side by side overlap. Nearby
        // all have 1,000, but a busy machine is far away, too.
        int requests = await gateway.CountRequestsAsync("ListObjectsV2", 21);
        Assert.InRange(requests, isFar ? 22 : 21, isFar ? 40 : 120);
    }

    // A branch with many folders of files.
    private static async Task<GatewayProcess> StartAsync(TemporaryFolder storage, string branch, int folders)
    {
        Directory.CreateDirectory(storage.File("landing"));
        for (int file = 0; file < FilesOfEach; file++)
        {
            File.Create(storage.File($"landing/{file:D4}.parquet")).Dispose();
        }

        GatewayProcess gateway = await GatewayProcess.StartAsync("--import-folder", storage.Path);
        using LakeS3Connection connection = gateway.Connect();
        await new LakeBranches(connection).CreateAsync(Repository, branch, new BranchRequest { Source = "main" }, CancellationToken.None);
        LakeImport import = await new LakeImports(connection).RunAsync(
            Repository,
            branch,
            new ImportRequest
            {
                Sources = [.. Enumerable.Range(0, folders).Select(folder => new ImportSource("local://landing/", $"in/part={folder:D3}/", isObject: false))],
                Message = "all",
            },
            progress: null,
            CancellationToken.None);
        Assert.Equal(folders * FilesOfEach, import.ObjectCount);
        return gateway;
    }

    /// <summary>Reads to the end; fails where the first entry took more than a page, or where entries pile up.</summary>
    private static async Task<long> ReadAsync<T>(IAsyncEnumerable<T> entries, GatewayProcess gateway, string operation, Action<T> check, long bound = Bound)
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long peak = 0;
        long count = 0;
        await foreach (T entry in entries)
        {
            check(entry);
            if (count++ == 0)
            {
                Assert.Equal(1, await gateway.CountRequestsAsync(operation, 1));
            }

            if (count % PageSize == 0)
            {
                // Without a collection it is what the runtime left uncollected, which depends on the machine.
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true) - before);
            }
        }

        Assert.InRange(peak, 0, bound);
        return count;
    }
}
