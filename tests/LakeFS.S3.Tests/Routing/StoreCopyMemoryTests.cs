using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Transfers.Copy;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Copies from one store to another take little memory, streamed or buffered.</summary>
[Collection(OneAtATime.Name)]
public sealed class StoreCopyMemoryTests
{
    private const int MiB = 1024 * 1024;

    private static readonly string[] Keys = ["a", "b", "c"];

    [Theory]
    [InlineData(PayloadSigning.Never)]
    [InlineData(PayloadSigning.Always)]
    public async Task Copies_side_by_side_share_their_memory(PayloadSigning signing)
    {
        const int Size = 96 * MiB;
        using TemporaryFolder data = new();
        await using GatewayProcess from = await GatewayProcess.StartAsync(data.File("from"));
        await using GatewayProcess to = await GatewayProcess.StartAsync(data.File("to"));
        using LakeS3Connection source = from.Connect();
        using LakeS3Connection target = to.Connect(signing: signing);
        RouterProfile profile = RouterProfile.Read("target", [new("source_bucket_pattern", "mirror"), new("mapped_bucket_name", TestGateway.Repository)]);
        using LakeS3Router router = LakeS3Router.Open(
            "r", new Dictionary<string, LakeS3Connection> { ["default"] = source, ["target"] = target }, [profile], compatible: false);
        foreach (string key in Keys)
        {
            using SyntheticStream content = new(Size);
            await new LakeTransfers(router).UploadAsync(new UploadRequest(At(router, TestGateway.Repository, key)), content, null, CancellationToken.None);
        }

        GC.Collect();
        GC.WaitForPendingFinalizers();
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long peak = 0;
        ObjectCopier copier = new(router);

        await Task.WhenAll(Keys.Select(key => copier.CopyAsync(
            At(router, TestGateway.Repository, key),
            At(router, "mirror", key),
            listed: null,
            new ImmediateProgress(_ => peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false) - before)),
            CancellationToken.None)));

        Assert.InRange(peak, 1, 110L * MiB);
    }

    private static ObjectAddress At(LakeS3Router router, string bucket, string key) =>
        router.ResolveObject(new ObjectName { BucketName = bucket, Key = $"main/{key}" });
}
