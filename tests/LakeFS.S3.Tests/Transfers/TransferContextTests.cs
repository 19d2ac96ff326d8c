using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>How many requests the transfers of one operation have under way, counted by the connections that they need.</summary>
public sealed class TransferContextTests
{
    private const int MiB = 1024 * 1024;
    private const int Allowed = 2;

    [Fact]
    public async Task Ranges_of_several_downloads_share_what_the_connection_allows()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await using SlowRelay line = new(gateway.Url, bytesPerSecond: 64 * MiB);
        using TemporaryFolder folder = new();
        byte[] content = Lake.Content(33 * MiB);
        await gateway.SeedAsync(TestGateway.At("a"), content);
        LakeTransfers transfers = new(gateway.Connect(maxConcurrency: Allowed, by: line.Url));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => transfers.DownloadFileAsync(
            TestGateway.At("a"), folder.File($"{i}"), new DownloadOptions(), null, CancellationToken.None)));

        Assert.All(folder.Files, name => Lake.AssertSame(content, File.ReadAllBytes(folder.File(name))));
        Assert.InRange(line.Connections, 1, Allowed);
    }

    [Fact]
    public async Task So_do_uploads()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await using SlowRelay line = new(gateway.Url, bytesPerSecond: 64 * MiB);
        byte[] content = Lake.Content(2 * MiB);
        LakeTransfers transfers = new(gateway.Connect(maxConcurrency: Allowed, by: line.Url));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            using MemoryStream stream = new(content);
            await transfers.UploadAsync(new UploadRequest(TestGateway.At($"{i}")), stream, null, CancellationToken.None);
        }));

        Assert.Equal(8, (await gateway.Connection.ListAsync(TestGateway.At(string.Empty))).Count);
        Assert.InRange(line.Connections, 1, Allowed);
    }
}
