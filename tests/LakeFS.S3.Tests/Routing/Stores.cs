using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

namespace LakeFS.S3.Tests;

/// <summary>Two gateways: one as lakeFS, one as a plain S3 store whose keys happen to begin with the branch <c>dev</c>.</summary>
internal sealed class Stores : IAsyncDisposable
{
    /// <summary>The plain store's bucket.</summary>
    public const string Bucket = TestGateway.Repository;

    private Stores(TestGateway lake, TestGateway plain, int maxRetries, PayloadSigning signing)
    {
        Lake = lake;
        Plain = plain;
        PlainStore = Connect(plain, "plain", StoreKind.S3, maxRetries, signing);
        LakeStore = Connect(lake, "lake", StoreKind.LakeFS, maxRetries, signing);
    }

    public TestGateway Lake { get; }

    public TestGateway Plain { get; }

    public LakeS3Connection LakeStore { get; }

    public LakeS3Connection PlainStore { get; }

    public static async Task<Stores> StartAsync(int maxRetries = 0, PayloadSigning signing = PayloadSigning.Automatic)
    {
        // Storage in memory is the one that can list unfinished uploads.
        Stores stores = new(
            await TestGateway.StartAsync(blockStorage: LocalGateway.BlockStorage.Memory),
            await TestGateway.StartAsync(blockStorage: LocalGateway.BlockStorage.Memory),
            maxRetries,
            signing);
        await stores.Plain.CreateBranchAsync("dev");
        return stores;
    }

    /// <summary>A router over both; the plain store is the default.</summary>
    public LakeS3Router Open(params (string Store, string Bucket, string? Key, string? MappedBucket, string? MappedPrefix)[] profiles) =>
        Open(compatible: false, profiles);

    /// <summary>A router over both; the plain store is the default.</summary>
    public LakeS3Router Open(bool compatible, params (string Store, string Bucket, string? Key, string? MappedBucket, string? MappedPrefix)[] profiles)
    {
        Dictionary<string, LakeS3Connection> connections = new() { ["default"] = PlainStore };
        RouterProfile[] read = [.. profiles.Select((profile, i) =>
        {
            connections[$"profile-{i}"] = profile.Store == "lake" ? LakeStore : PlainStore;
            return RouterProfile.Read(
                $"profile-{i}",
                [
                    new("source_bucket_pattern", profile.Bucket),
                    new("source_key_pattern", profile.Key),
                    new("mapped_bucket_name", profile.MappedBucket),
                    new("mapped_prefix", profile.MappedPrefix),
                ]);
        })];
        return LakeS3Router.Open("router", connections, read, compatible);
    }

    public async ValueTask DisposeAsync()
    {
        LakeStore.Dispose();
        PlainStore.Dispose();
        await Lake.DisposeAsync();
        await Plain.DisposeAsync();
    }

    private static LakeS3Connection Connect(TestGateway gateway, string name, StoreKind kind, int maxRetries, PayloadSigning signing) =>
        LakeS3Connection.Open(new ConnectionOptions
        {
            Name = name,
            Store = kind,
            EndpointUrl = gateway.Url.AbsoluteUri,
            Credential = gateway.Credential,
            MaxRetries = maxRetries,
            PayloadSigning = signing,
        });
}
