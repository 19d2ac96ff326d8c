using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Amazon.S3.Model;
using LakeFS.S3.LocalGateway.Diagnostics;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>A local folder made to be what a branch holds.</summary>
public sealed class SyncUploadTests : IDisposable
{
    private const int MiB = 1024 * 1024;

    // In the order of their UTF-8: '-' and '.' come before '/', and what .NET writes with two characters comes last.
    private static readonly string[] OddKeys =
        ["a-b", "a.txt", "a/b/c", "a/b0", "a0", "empty", "sub folder/\u00e9+%20.csv", "\uff5e/x", "\uff5e0", "\U0001f600/x", "\U0001f6000"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_second_run_sends_nothing()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        for (int i = 0; i < OddKeys.Length; i++)
        {
            SyncRun.Write(_folder, OddKeys[i], OddKeys[i] == "empty" ? [] : Lake.Content(1 + (i * 100_000)));
        }

        SyncRun first = await RunAsync(gateway, "raw");
        SyncRun second = await RunAsync(gateway, "raw/");

        string[] expected = [.. OddKeys.Order(StringComparer.Ordinal)];
        Assert.Equal(expected.Select(key => "Upload raw/" + key), first.Done);
        Assert.Empty(second.Done);
        Assert.Equal((0, expected.Length), (first.Unchanged, second.Unchanged));
        Assert.Empty(first.Failed.Concat(second.Failed));
        IReadOnlyList<LoggedRequest> requests = await gateway.StopAsync();
        Assert.Equal(
            expected.Select(key => "raw/" + key),
            requests.Where(request => request.Operation == "PutObject").Select(request => request.Key!).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(requests, request => request.Operation is "GetObject" or "HeadObject");
    }

    [Fact]
    public async Task Content_that_changed_is_sent_whether_its_size_changed_or_not()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        byte[] content = Lake.Content(300_000);
        foreach (string key in new[] { "flipped", "longer", "same" })
        {
            SyncRun.Write(_folder, key, content);
            await gateway.SeedAsync(TestGateway.At(key), content);
        }

        SyncRun.Write(_folder, "flipped", [.. content[..^1], (byte)(content[^1] ^ 1)]);
        SyncRun.Write(_folder, "longer", [.. content, 0]);

        SyncRun run = await RunAsync(gateway);

        Assert.Equal(["Upload flipped", "Upload longer"], run.Done);
        Assert.Equal(1, run.Unchanged);
        Assert.Equal(File.ReadAllBytes(_folder.File("flipped")), await gateway.Connection.DownloadAsync(TestGateway.At("flipped")));
    }

    [Fact]
    public async Task Only_deletion_takes_away_what_the_folder_lacks_and_only_below_the_prefix()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        SyncRun.Write(_folder, "kept", [1]);
        await gateway.SeedAsync("raw/gone", "raw/kept/not", "raw/sub/gone", "raw2/x", "raw", "rb");

        SyncRun without = await RunAsync(gateway, "raw");
        SyncRun with = await RunAsync(gateway, "raw", new SyncOptions { Delete = true });

        Assert.Equal(["Upload raw/kept"], without.Done);
        Assert.Equal(["Delete raw/gone", "Delete raw/kept/not", "Delete raw/sub/gone"], with.Done);
        Assert.Equal(["raw", "raw/kept", "raw2/x", "rb"], (await gateway.Connection.ListAsync(TestGateway.At(string.Empty))).Select(entry => entry.Key));
    }

    [Fact]
    public async Task More_deletions_than_one_request_takes_all_happen()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        SyncRun.Write(_folder, "kept", [1]);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 1100), async (i, _) => await gateway.Connection.UploadAsync(TestGateway.At($"gone/{i}"), [1]));

        SyncRun run = await RunAsync(gateway, options: new SyncOptions { Delete = true });

        Assert.Equal(1100, run.Done.Count(done => done.StartsWith("Delete gone/", StringComparison.Ordinal)));
        Assert.Equal("kept", Assert.Single(await gateway.Connection.ListAsync(TestGateway.At(string.Empty))).Key);
    }

    [Fact]
    public async Task What_the_filter_leaves_out_is_neither_sent_nor_deleted()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        SyncRun.Write(_folder, "new.csv", [1]);
        SyncRun.Write(_folder, "new.tmp", [1]);
        await gateway.SeedAsync("old.csv", "old.tmp");

        SyncRun run = await RunAsync(
            gateway, options: new SyncOptions { Delete = true, Filter = key => key.EndsWith(".csv", StringComparison.Ordinal) });

        Assert.Equal(["Delete old.csv", "Upload new.csv"], run.Done);
        Assert.Equal(["new.csv", "old.tmp"], (await gateway.Connection.ListAsync(TestGateway.At(string.Empty))).Select(entry => entry.Key));
    }

    [Fact]
    public async Task An_object_that_this_library_sent_in_parts_is_recognised_and_so_is_a_change_in_it()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        byte[] content = Lake.Content(70 * MiB);
        SyncRun.Write(_folder, "large.bin", content);

        SyncRun first = await RunAsync(gateway);
        SyncRun second = await RunAsync(gateway);
        content[^1] ^= 1;
        SyncRun.Write(_folder, "large.bin", content);
        using LakeSync third = LakeSync.Upload(gateway.Connection, _folder.Path, TestGateway.At(string.Empty), new SyncOptions());
        List<SyncStep> plan = await PlanAsync(third);

        Assert.Equal(["Upload large.bin"], first.Done);
        Assert.Empty(second.Done);
        Assert.Equal(SyncActionKind.Upload, Assert.IsType<SyncAction>(Assert.Single(plan)).Kind);
        string[] operations = await gateway.StopAndTellOperationsAsync();
        Assert.Single(operations, operation => operation == "CreateMultipartUpload");
        Assert.DoesNotContain("GetObject", operations);
    }

    [Theory]
    [InlineData(20 * MiB, 8 * MiB)]
    [InlineData(12 * MiB, 5 * MiB)]
    [InlineData(3 * MiB, 5 * MiB)]
    [InlineData(70 * MiB, 8 * MiB)]
    public async Task Objects_that_other_tools_sent_in_parts_are_recognised(int size, int partSize)
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        byte[] content = Lake.Content(size);
        SyncRun.Write(_folder, "parts.bin", content);
        await SendInPartsAsync(gateway, TestGateway.At("parts.bin"), content, partSize);

        SyncRun run = await RunAsync(gateway);

        Assert.Empty(run.Done);
        Assert.Equal(1, run.Unchanged);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_an_error_before_anything_is_asked()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();

        await Lake.FailsAsync("LakeFolderNotFound", () => SyncRun.RunAsync(LakeSync.Upload(
            gateway.Connection, _folder.File("none"), TestGateway.At(string.Empty), new SyncOptions { Delete = true, Force = true })));

        Assert.Empty(await gateway.StopAsync());
    }

    [Fact]
    public async Task An_empty_folder_empties_a_branch_by_force_alone()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync("a", "b");

        await Lake.FailsAsync("LakeSourceEmpty", () => RunAsync(gateway, options: new SyncOptions { Delete = true }));
        SyncRun without = await RunAsync(gateway);
        SyncRun forced = await RunAsync(gateway, options: new SyncOptions { Delete = true, Force = true });

        Assert.Empty(without.Done);
        Assert.Equal(["Delete a", "Delete b"], forced.Done);
    }

    [Fact]
    public async Task A_target_that_is_no_branch_is_one_error()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.CreateTagAsync("v1", await gateway.CommitAsync());
        SyncRun.Write(_folder, "a", [1]);
        SyncRun.Write(_folder, "b", [1]);
        LakeSync To(string reference) =>
            LakeSync.Upload(gateway.Connection, _folder.Path, TestGateway.At(string.Empty, reference), new SyncOptions());

        await Lake.FailsAsync("LakeRefNotWritable", () => SyncRun.RunAsync(To("v1")));
        Lake.Fails("LakeRefNotWritable", () => To("main~1"));
        await Lake.FailsAsync("LakeRefNotFound", () => SyncRun.RunAsync(To("none")));

        Assert.DoesNotContain("PutObject", await gateway.StopAndTellOperationsAsync());
    }

    [Fact]
    public async Task Unfinished_downloads_are_no_files_of_the_folder()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        string[] names = [".a.lakefs-partial", $".{Guid.NewGuid():N}.partial", ".my.partial", "a"];
        foreach (string name in names)
        {
            SyncRun.Write(_folder, name, [1]);
        }

        SyncRun run = await RunAsync(gateway);

        Assert.Equal(["Upload .my.partial", "Upload a"], run.Done);
    }

    [Fact]
    public async Task A_key_that_is_too_long_is_a_failure_and_the_rest_goes_on()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        SyncRun.Write(_folder, "a", [1]);
        SyncRun.Write(_folder, new string('x', 200), [1]);

        SyncRun run = await RunAsync(gateway, new string('p', 900));

        Assert.Equal(["LakeKeyTooLong"], run.Failed);
        Assert.Single(run.Done);
    }

    [Fact]
    public async Task A_plan_that_nobody_wants_any_more_ends()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        for (int i = 0; i < 2000; i++)
        {
            SyncRun.Write(_folder, $"{i}", [1]);
        }

        using LakeSync sync = LakeSync.Upload(gateway.Connection, _folder.Path, TestGateway.At(string.Empty), new SyncOptions());
        using CancellationTokenSource stop = new();
        int taken = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (SyncStep step in sync.PlanAsync(stop.Token))
            {
                taken++;
                stop.Cancel();
            }
        });
        using LakeSync other = LakeSync.Upload(gateway.Connection, _folder.Path, TestGateway.At(string.Empty), new SyncOptions());
        await foreach (SyncStep step in other.PlanAsync(CancellationToken.None))
        {
            break;
        }

        Assert.InRange(taken, 1, 1000);
    }

    private Task<SyncRun> RunAsync(TestGateway gateway, string prefix = "", SyncOptions? options = null) =>
        SyncRun.RunAsync(LakeSync.Upload(gateway.Connection, _folder.Path, TestGateway.At(prefix), options ?? new SyncOptions()));

    private static async Task<List<SyncStep>> PlanAsync(LakeSync sync)
    {
        List<SyncStep> plan = [];
        await foreach (SyncStep step in sync.PlanAsync(CancellationToken.None))
        {
            plan.Add(step);
        }

        return plan;
    }

    private static async Task SendInPartsAsync(TestGateway gateway, ObjectAddress address, byte[] content, int partSize)
    {
        Amazon.S3.IAmazonS3 s3 = gateway.Connection.ChecksumClient;
        string id = (await s3.InitiateMultipartUploadAsync(
            new InitiateMultipartUploadRequest { BucketName = address.Container, Key = address.S3Key })).UploadId;
        List<PartETag> parts = [];
        for (int start = 0; start < content.Length; start += partSize)
        {
            using MemoryStream part = new(content, start, Math.Min(partSize, content.Length - start));
            UploadPartResponse answer = await s3.UploadPartAsync(new UploadPartRequest
            {
                BucketName = address.Container,
                Key = address.S3Key,
                UploadId = id,
                PartNumber = parts.Count + 1,
                InputStream = part,
            });
            parts.Add(new PartETag(parts.Count + 1, answer.ETag));
        }

        await s3.CompleteMultipartUploadAsync(
            new CompleteMultipartUploadRequest { BucketName = address.Container, Key = address.S3Key, UploadId = id, PartETags = parts });
    }
}
