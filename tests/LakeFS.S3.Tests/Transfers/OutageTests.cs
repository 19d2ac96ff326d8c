using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>A server that can't be reached for twenty seconds: with the defaults everything ends right all the same.</summary>
public sealed class OutageTests : IDisposable
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(20);

    private readonly FastClock _clock = new();
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Operations =>
    [
        "upload", "upload in parts", "download", "download in ranges", "list", "describe", "copy", "remove", "branches", "commit", "new branch", "transaction",
    ];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task It_ends_right(string operation)
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync("a");
        await gateway.SeedAsync(TestGateway.At("large"), Lake.Content(20_000_000));
        await gateway.CommitAsync();
        await gateway.SeedAsync("b");
        Outage outage = new(_clock);
        LakeS3Connection connection = gateway.ConnectThrough(outage, _clock);
        outage.Begin(Length);

        await RunAsync(operation, connection);

        Assert.InRange(outage.Refused, 2, 200);
        Assert.True(_clock.Now > Length);
    }

    [Fact]
    public async Task A_sync_of_many_files_ends_right()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        Outage outage = new(_clock);
        LakeS3Connection connection = gateway.ConnectThrough(outage, _clock);
        for (int i = 0; i < 60; i++)
        {
            File.WriteAllBytes(_folder.File($"f{i}"), Lake.Content(1000 + i));
        }

        outage.Begin(Length);
        SyncRun run = await SyncRun.RunAsync(LakeSync.Upload(connection, _folder.Path, TestGateway.At("sync/"), new SyncOptions()));

        Assert.Empty(run.Failed);
        Assert.Equal(60, run.Done.Count);
    }

    private static async Task RunAsync(string operation, LakeS3Connection connection)
    {
        LakeObjects objects = new(connection);
        CancellationToken none = CancellationToken.None;
        switch (operation)
        {
            case "upload":
                await connection.UploadAsync(TestGateway.At("new"), [1, 2, 3]);
                break;
            case "upload in parts":
                byte[] content = Lake.Content(70_000_000);
                Assert.Equal(content.Length, (await connection.UploadAsync(TestGateway.At("new"), content)).Size);
                break;
            case "download":
                Assert.Equal("a"u8.ToArray(), await connection.DownloadAsync(TestGateway.At("a")));
                break;
            case "download in ranges":
                Lake.AssertSame(Lake.Content(20_000_000), await connection.DownloadAsync(TestGateway.At("large")));
                break;
            case "list":
                Assert.Equal(3, (await connection.ListAsync(TestGateway.At(string.Empty))).Count);
                break;
            case "describe":
                Assert.Equal(1, (await objects.GetMetadataAsync(TestGateway.At("a"), none)).Size);
                break;
            case "copy":
                await objects.CopyAsync(TestGateway.At("a"), TestGateway.At("c"), null, none);
                break;
            case "remove":
                await new S3.S3Client(connection).RemoveAsync(TestGateway.At("a"), none);
                break;
            case "branches":
                Assert.Single(await Lake.AllAsync(new LakeBranches(connection).ListAsync(TestGateway.Repository, null, false, none)));
                break;
            case "commit":
                Assert.Equal("m", (await new LakeCommits(connection).CommitAsync(TestGateway.Repository, "main", new CommitRequest { Message = "m" }, none)).Message);
                break;
            case "new branch":
                await new LakeBranches(connection).CreateAsync(TestGateway.Repository, "dev", new BranchRequest { Source = "main" }, none);
                break;
            default:
                await new LakeCommits(connection).CommitAsync(TestGateway.Repository, "main", new CommitRequest { Message = "m" }, none);
                LakeTransaction transaction = new(connection, TestGateway.Repository, "main", new TransactionRequest { Message = "All of it" });
                await transaction.BeginAsync(none);
                await transaction.Connection.UploadAsync(TestGateway.At("new", transaction.Ref), [1]);
                Assert.Equal("All of it", (await transaction.CompleteAsync(none)).Message);
                await transaction.EndAsync(none);
                break;
        }
    }
}
