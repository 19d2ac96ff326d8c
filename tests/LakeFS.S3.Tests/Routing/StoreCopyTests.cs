using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Copies from one store to another that pass through this machine while they are sent.</summary>
public sealed class PassingCopyTests() : StoreCopyTests(PayloadSigning.Never)
{
}

/// <summary>Copies from one store to another that are held, part by part, because what is sent has to be signed.</summary>
public sealed class HeldCopyTests() : StoreCopyTests(PayloadSigning.Always)
{
}

/// <summary>Copies from one store to another: streamed, checked, and all or nothing.</summary>
public abstract class StoreCopyTests
{
    private const int MiB = 1024 * 1024;

    private readonly PayloadSigning _signing;

    protected StoreCopyTests(PayloadSigning signing)
    {
        _signing = signing;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(20 * MiB)]
    [InlineData((70 * MiB) + 1)]
    public async Task A_copy_has_the_content_the_type_the_metadata_and_the_ETag(int size)
    {
        await using Stores stores = await Stores.StartAsync(signing: _signing);
        using LakeS3Router router = OpenMirror(stores);
        byte[] content = Lake.Content(size);
        ObjectAddress source = At(router, Stores.Bucket, "dev/a");
        LakeTransferResult written = await WriteAsync(router, source, content);
        List<long> progress = [];

        LakeObject copy = await new LakeObjects(router).CopyAsync(
            source, At(router, "mirror", "b"), new ImmediateProgress(progress.Add), CancellationToken.None);

        Assert.Equal(("s3://mirror/b", (long)size, written.ETag), (copy.Uri, copy.Size, copy.ETag));
        Assert.Equal(size, progress.LastOrDefault());
        LakeObjectMetadata head = await stores.Lake.Connection.HeadAsync(TestGateway.At("b"));
        Assert.Equal(("text/x-kept", "yes"), (head.ContentType, head.Metadata["kept"]));
        Lake.AssertSame(content, await stores.Lake.Connection.DownloadAsync(TestGateway.At("b")));
    }

    [Theory]
    [InlineData(8 * MiB)]
    [InlineData(5 * MiB)]
    public async Task A_copy_is_cut_as_the_source_is_where_its_ETag_tells_how(int partSize)
    {
        // The gateway drops the number of parts, as lakeFS does; so the part layout is guessed, and the first guess is right.
        await using Stores stores = await Stores.StartAsync(signing: _signing);
        using LakeS3Router router = OpenMirror(stores);
        byte[] content = Lake.Content(20 * MiB);
        ObjectAddress source = At(router, Stores.Bucket, "dev/a");
        await stores.PlainStore.PutInPartsAsync(source, content, partSize);

        LakeObject copy = await new LakeObjects(router).CopyAsync(source, At(router, "mirror", "b"), null, CancellationToken.None);

        Lake.AssertSame(content, await stores.Lake.Connection.DownloadAsync(TestGateway.At("b")));
        Assert.Equal(content.Length, copy.Size);
    }

    [Fact]
    public async Task Content_that_does_not_come_as_it_was_sent_makes_no_copy()
    {
        await using Stores stores = await Stores.StartAsync(signing: _signing);
        using LakeS3Router router = OpenMirror(stores);
        ObjectAddress source = At(router, "mirror", "a");
        await WriteAsync(router, source, Lake.Content(70 * MiB));
        stores.Lake.Break(new { operation = "GetObject", fault = "corrupt", nth = 3 });

        LakeS3Exception error = await Lake.FailsAsync(
            "LakeContentMismatch", () => new LakeObjects(router).CopyAsync(source, At(router, Stores.Bucket, "dev/b"), null, CancellationToken.None));

        Assert.Contains("s3://mirror/a", error.Message, StringComparison.Ordinal);
        Assert.False(await stores.Plain.Connection.ExistsAsync(TestGateway.At("b", "dev")));
        Assert.Empty(await Uploads.UnfinishedAsync(stores.Plain));
    }

    [Fact]
    public async Task A_source_that_breaks_off_is_asked_again()
    {
        await using Stores stores = await Stores.StartAsync(maxRetries: 3, _signing);
        using LakeS3Router router = OpenMirror(stores);
        byte[] content = Lake.Content(70 * MiB);
        ObjectAddress source = At(router, Stores.Bucket, "dev/a");
        await WriteAsync(router, source, content);
        stores.Plain.Break(new { operation = "GetObject", fault = "truncate", afterBytes = MiB, nth = 2 });
        stores.Lake.Break(new { operation = "UploadPart", fault = "reset", nth = 2 });

        await new LakeObjects(router).CopyAsync(source, At(router, "mirror", "b"), null, CancellationToken.None);

        Lake.AssertSame(content, await stores.Lake.Connection.DownloadAsync(TestGateway.At("b")));
    }

    [Fact]
    public async Task A_target_that_refuses_leaves_nothing_behind()
    {
        await using Stores stores = await Stores.StartAsync(signing: _signing);
        using LakeS3Router router = OpenMirror(stores);
        ObjectAddress source = At(router, Stores.Bucket, "dev/a");
        await WriteAsync(router, source, Lake.Content(70 * MiB));
        stores.Lake.Break(new { operation = "UploadPart", fault = "error", status = 403, code = "AccessDenied", nth = 3 });

        await Lake.FailsAsync("LakeAccessDenied", () => new LakeObjects(router).CopyAsync(source, At(router, "mirror", "b"), null, CancellationToken.None));

        Assert.Empty(await Uploads.UnfinishedAsync(stores.Lake));
        Assert.False(await stores.Lake.Connection.ExistsAsync(TestGateway.At("b")));
    }

    [Fact]
    public async Task A_copy_that_is_stopped_leaves_nothing_behind()
    {
        await using Stores stores = await Stores.StartAsync(signing: _signing);
        using LakeS3Router router = OpenMirror(stores);
        ObjectAddress source = At(router, Stores.Bucket, "dev/a");
        await WriteAsync(router, source, Lake.Content(70 * MiB));
        stores.Plain.Break(new { operation = "GetObject", fault = "stall-in-body", afterBytes = MiB, seconds = 600, nth = 5 });
        using CancellationTokenSource stop = new();
        Stopwatch watch = new();
        ImmediateProgress begun = new(_ =>
        {
            watch.Start();
            stop.Cancel();
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new LakeObjects(router).CopyAsync(source, At(router, "mirror", "b"), begun, stop.Token));

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(1.5));
        Assert.Empty(await Uploads.UnfinishedAsync(stores.Lake));
        Assert.False(await stores.Lake.Connection.ExistsAsync(TestGateway.At("b")));
    }

    [Fact]
    public async Task Within_one_store_the_content_does_not_travel()
    {
        await using Stores stores = await Stores.StartAsync(signing: _signing);
        using LakeS3Router router = OpenMirror(stores);
        await WriteAsync(router, At(router, "mirror", "a"), [1, 2, 3]);
        stores.Lake.ForgetSetup(requests: 1);

        await new LakeObjects(router).CopyAsync(At(router, "mirror", "a"), At(router, "mirror", "b"), null, CancellationToken.None);

        Assert.Equal(["HeadObject", "CopyObject"], await stores.Lake.StopAndTellOperationsAsync());
    }

    private static LakeS3Router OpenMirror(Stores stores) => stores.Open(("lake", "mirror", null, TestGateway.Repository, "main/"));

    private static ObjectAddress At(LakeS3Router router, string bucket, string key) => router.ResolveObject(new ObjectName { BucketName = bucket, Key = key });

    private static async Task<LakeTransferResult> WriteAsync(LakeS3Router router, ObjectAddress address, byte[] content)
    {
        using MemoryStream stream = new(content);
        UploadRequest request = new(address) { ContentType = "text/x-kept", Metadata = new Dictionary<string, string> { ["kept"] = "yes" } };
        return await new LakeTransfers(router).UploadAsync(request, stream, null, CancellationToken.None);
    }
}
