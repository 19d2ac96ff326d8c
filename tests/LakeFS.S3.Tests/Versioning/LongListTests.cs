using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Logs and comparisons that no one wants in memory: they stream from the first page on.</summary>
[Collection(OneAtATime.Name)]
public sealed class LongListTests
{
    private const string Repository = TestGateway.Repository;

    // A page of a thousand entries is about half a megabyte, and the memory of four pages is collected at once.
    private const long Bound = 16L * 1024 * 1024;

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
        const int FilesOfEach = 1000;
        using TemporaryFolder storage = new();
        Directory.CreateDirectory(storage.File("landing"));
        for (int file = 0; file < FilesOfEach; file++)
        {
            File.Create(storage.File($"landing/{file:D4}.parquet")).Dispose();
        }

        await using GatewayProcess gateway = await GatewayProcess.StartAsync("--import-folder", storage.Path);
        using LakeS3Connection connection = gateway.Connect();
        await new LakeBranches(connection).CreateAsync(Repository, "dev", new BranchRequest { Source = "main" }, CancellationToken.None);
        LakeImport import = await new LakeImports(connection).RunAsync(
            Repository,
            "dev",
            new ImportRequest
            {
                Sources = [.. Enumerable.Range(0, Folders).Select(folder => new ImportSource("local://landing/", $"in/part={folder:D3}/", isObject: false))],
                Message = "all",
            },
            progress: null,
            CancellationToken.None);
        Assert.Equal(Folders * FilesOfEach, import.ObjectCount);
        await gateway.ForgetRequestsAsync();

        long count = await ReadAsync(
            new LakeChanges(connection).CompareAsync(Repository, "main", "dev", new CompareOptions(), CancellationToken.None),
            gateway,
            "diffRefs",
            change => Assert.Equal(LakeChangeType.Added, change.Type));

        Assert.Equal(Folders * FilesOfEach, count);
        Assert.Equal(100, await gateway.CountRequestsAsync("diffRefs", 100));
    }

    /// <summary>Reads to the end; fails where the first entry took more than a page, or where entries pile up.</summary>
    private static async Task<long> ReadAsync<T>(IAsyncEnumerable<T> entries, GatewayProcess gateway, string operation, Action<T> check)
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

            if (count % 1000 == 0)
            {
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false) - before);
            }
        }

        Assert.InRange(peak, 1, Bound);
        return count;
    }
}
