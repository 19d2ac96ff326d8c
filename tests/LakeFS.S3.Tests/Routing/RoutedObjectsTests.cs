using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Objects of two stores through one router: a lakeFS repository, and another gateway taken for a plain S3 store.</summary>
public sealed class RoutedObjectsTests
{
    [Fact]
    public async Task What_is_written_is_at_its_store_and_comes_back_under_the_caller_s_names()
    {
        await using Stores stores = await Stores.StartAsync();
        using LakeS3Router router = stores.Open(("lake", "bucket-a", "in/*", TestGateway.Repository, "main/"));

        LakeTransferResult written = await WriteAsync(router, "bucket-a", "in/a.csv");

        Assert.Equal(("bucket-a", "in/a.csv", "s3://bucket-a/in/a.csv"), (written.BucketName, written.Key, written.Uri));
        Assert.Equal(("lake", $"lakefs://{TestGateway.Repository}/main/in/a.csv"), (written.StoreName, written.StoreUri));
        Assert.Null(written.Repository);
        Assert.True(await stores.Lake.Connection.ExistsAsync(TestGateway.At("in/a.csv")));
        LakeObjectMetadata head = await new LakeObjects(router).GetMetadataAsync(At(router, "bucket-a", "in/a.csv"), CancellationToken.None);
        Assert.Equal((written.Uri, written.StoreUri), (head.Uri, head.StoreUri));
    }

    [Fact]
    public async Task An_error_tells_both_names()
    {
        await using Stores stores = await Stores.StartAsync();
        using LakeS3Router router = stores.Open(("lake", "bucket-a", null, TestGateway.Repository, "main/"));

        LakeS3Exception error = await Lake.FailsAsync(
            "LakeObjectNotFound", () => new LakeObjects(router).GetMetadataAsync(At(router, "bucket-a", "none"), CancellationToken.None));

        Assert.StartsWith("s3://bucket-a/none: ", error.Message, StringComparison.Ordinal);
        Assert.Equal((TestGateway.Repository, "main", "none"), (error.Repository, error.Ref, error.Key));
    }

    [Fact]
    public async Task A_list_shows_what_a_read_would_find_and_nothing_else()
    {
        await using Stores stores = await Stores.StartAsync();
        using LakeS3Router router = stores.Open(
            ("lake", Stores.Bucket, "dev/a/*", TestGateway.Repository, "main/x/"),
            ("lake", Stores.Bucket, "dev/*.csv", TestGateway.Repository, "main/y/"));
        // What no profile would look for: keys at the other store, and the stores' keys that profiles cover.
        await stores.Lake.SeedAsync("x/dev/b/hidden", "x/dev/a/1", "y/dev/a/hidden.csv", "y/dev/b/2.csv", "y/dev/c");
        await stores.Plain.SeedAsync(TestGateway.At("a/hidden", "dev"), [1]);
        await stores.Plain.SeedAsync(TestGateway.At("b/hidden.csv", "dev"), [1]);
        await stores.Plain.SeedAsync(TestGateway.At("b/3", "dev"), [1]);
        await stores.Plain.SeedAsync(TestGateway.At("z", "dev"), [1]);

        List<LakeEntry> all = await ListAsync(router, "dev/");

        Assert.Equal(["dev/a/1", "dev/b/2.csv", "dev/b/3", "dev/z"], all.Select(entry => entry.Key));
        foreach (LakeEntry entry in all)
        {
            Assert.True(await new LakeObjects(router).ExistsAsync(router.ResolveObject(entry.ToName()), CancellationToken.None));
        }

        Assert.Equal(["dev/a/1"], (await ListAsync(router, "dev/a/")).Select(entry => entry.Key));
        Assert.Equal(["dev/b/3", "dev/z"], (await ListAsync(router, "dev/", startAfter: "dev/b/2.csv")).Select(entry => entry.Key));
        Assert.Equal(["dev/a/", "dev/b/", "dev/z"], (await ListAsync(router, "dev/", "/")).Select(entry => entry.Key).OrderBy(key => key, StringComparer.Ordinal));
        Assert.Equal(["dev/b/2.csv", "dev/b/3"], (await ListAsync(router, "dev/b/", "/")).Select(entry => entry.Key));
    }

    [Fact]
    public async Task A_folder_in_which_a_profile_has_nothing_is_not_shown()
    {
        await using Stores stores = await Stores.StartAsync();
        using LakeS3Router router = stores.Open(("lake", Stores.Bucket, "dev/*.csv", TestGateway.Repository, "main/"));
        await stores.Lake.SeedAsync("dev/only-text/1.txt");
        await stores.Plain.SeedAsync(TestGateway.At("only-csv/1.csv", "dev"), [1]);

        Assert.Empty(await ListAsync(router, "dev/", "/"));
    }

    [Fact]
    public async Task A_compatible_list_without_a_prefix_goes_by_the_bucket_alone_and_shows_the_store_s_names()
    {
        await using Stores stores = await Stores.StartAsync();
        using LakeS3Router router = stores.Open(compatible: true, ("plain", "bucket-a", "a/*", Stores.Bucket, "dev/"));
        await stores.Plain.SeedAsync(TestGateway.At("a/1", "dev"), [1]);
        await stores.Plain.SeedAsync(TestGateway.At("b", "dev"), [1]);

        List<LakeEntry> withPrefix = await ListAsync(router, router.ResolvePrefix(new ObjectName { BucketName = "bucket-a", Key = "a/" }));
        LakeEntry one = Assert.Single(withPrefix);

        Assert.Equal((Stores.Bucket, "dev/a/1"), (one.BucketName, one.Key));
        // At this store a list without a prefix shows branches: the profile's prefix is not put in front.
        Assert.Contains("dev/", (await ListAsync(router, router.ResolvePrefix(new ObjectName { BucketName = "bucket-a" }))).Select(entry => entry.Key));
        LakeTransferResult written = await WriteAsync(router, "bucket-a", "a/2");
        Assert.Equal((Stores.Bucket, "dev/a/2"), (written.BucketName, written.Key));
    }

    [Fact]
    public async Task A_removal_is_split_by_store_and_its_errors_are_each_object_s_own()
    {
        await using Stores stores = await Stores.StartAsync();
        using LakeS3Router router = stores.Open(("lake", "*", "lake/*", TestGateway.Repository, "main/"));
        string[] keys = ["lake/1", "dev/1", "lake/2", "dev/2"];
        foreach (string key in keys)
        {
            await WriteAsync(router, Stores.Bucket, key);
        }

        RemovalItem[] items = [.. keys.Append("lake/none").Append("dev/none").Select(key => new RemovalItem(At(router, Stores.Bucket, key), isListed: false))];
        IReadOnlyList<LakeRemoval> results = await new ObjectRemover(router).RemoveAsync(items, CancellationToken.None);

        Assert.Equal([true, true, true, true, false, false], results.Select(result => result.Removed));
        Assert.All(results.Skip(4), result => Assert.Equal("LakeObjectNotFound", result.Error!.ErrorId));
        Assert.Equal(["lake", "plain"], results.Select(result => result.StoreName).Distinct());
        Assert.Empty(await stores.Lake.Connection.ListAsync(TestGateway.At(string.Empty)));
    }

    [Fact]
    public async Task A_folder_is_kept_equal_across_stores()
    {
        await using Stores stores = await Stores.StartAsync();
        using LakeS3Router router = stores.Open(("lake", "mirror", null, TestGateway.Repository, "main/copy/"));
        foreach (string key in new[] { "dev/a", "dev/b/c" })
        {
            await WriteAsync(router, Stores.Bucket, key);
        }

        Assert.Equal(["Copy s3://mirror/a", "Copy s3://mirror/b/c"], (await SyncAsync(router)).OrderBy(line => line, StringComparer.Ordinal));
        Assert.Empty(await SyncAsync(router));
        Assert.Equal(["copy/a", "copy/b/c"], (await stores.Lake.Connection.ListAsync(TestGateway.At(string.Empty))).Select(entry => entry.Key));
    }

    private static async Task<List<string>> SyncAsync(LakeS3Router router)
    {
        using LakeSync sync = LakeSync.Copy(
            router,
            router.ResolvePrefix(new ObjectName { BucketName = Stores.Bucket, Key = "dev/" }),
            router.ResolvePrefix(new ObjectName { BucketName = "mirror", Key = string.Empty }),
            new SyncOptions());
        List<string> done = [];
        await foreach (SyncStep step in sync.PlanAsync(CancellationToken.None))
        {
            SyncAction action = Assert.IsType<SyncAction>(step);
            done.Add(action.ToResult(await sync.TransferAsync(action, null, CancellationToken.None)).ToString());
        }

        return done;
    }

    private static ObjectAddress At(LakeS3Router router, string bucket, string key) => router.ResolveObject(new ObjectName { BucketName = bucket, Key = key });

    private static async Task<LakeTransferResult> WriteAsync(LakeS3Router router, string bucket, string key)
    {
        using System.IO.MemoryStream content = new(Lake.Content(100));
        return await new LakeTransfers(router).UploadAsync(new UploadRequest(At(router, bucket, key)), content, null, CancellationToken.None);
    }

    private static Task<List<LakeEntry>> ListAsync(LakeS3Router router, string prefix, string? delimiter = null, string? startAfter = null) =>
        ListAsync(
            router,
            router.ResolvePrefix(new ObjectName { BucketName = Stores.Bucket, Key = prefix }),
            new ListOptions { Delimiter = delimiter, StartAfter = startAfter });

    private static async Task<List<LakeEntry>> ListAsync(LakeS3Router router, ObjectAddress prefix, ListOptions? options = null)
    {
        List<LakeEntry> entries = [];
        await foreach (LakeEntry entry in new LakeObjects(router).ListAsync(prefix, options ?? new ListOptions(), CancellationToken.None))
        {
            entries.Add(entry);
        }

        return entries;
    }
}
