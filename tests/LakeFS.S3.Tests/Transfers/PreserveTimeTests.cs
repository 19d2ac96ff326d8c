using System;
using System.Collections;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Modification times that go up with a file and come down with it.</summary>
public sealed class PreserveTimeTests : IDisposable
{
    private static readonly DateTime Time = new DateTime(2020, 2, 3, 4, 5, 6, DateTimeKind.Utc).AddTicks(1234567);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(10)]
    [InlineData(70_000_000)]
    public async Task They_are_kept_if_both_sides_ask_for_it(int size)
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        string source = Source(size);
        ObjectAddress address = TestGateway.At("in/a");
        await UploadAsync(gateway, source, new UploadRequest(address) { PreserveTime = true });

        Assert.Equal("1580702706.1234567", (await gateway.Connection.HeadAsync(address)).Metadata["mtime"]);
        Assert.Equal(Time, await TimeAfterDownloadAsync(gateway, new DownloadOptions { PreserveTime = true }));
        Assert.NotEqual(Time, await TimeAfterDownloadAsync(gateway, new DownloadOptions()));
    }

    [Fact]
    public async Task Without_the_metadata_the_file_has_the_time_of_the_object()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        ObjectAddress address = TestGateway.At("in/a");
        await UploadAsync(gateway, Source(10), new UploadRequest(address));
        LakeObjectMetadata stored = await gateway.Connection.HeadAsync(address);

        Assert.False(stored.Metadata.ContainsKey("mtime"));
        Assert.Equal(stored.LastModified!.Value.ToUniversalTime(), await TimeAfterDownloadAsync(gateway, new DownloadOptions { PreserveTime = true }));
    }

    [Fact]
    public async Task Metadata_of_that_name_comes_first()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        UploadRequest request = new(TestGateway.At("in/a")) { PreserveTime = true, Metadata = new Hashtable { ["mtime"] = "1000000000" } };
        await UploadAsync(gateway, Source(10), request);

        Assert.Equal(new DateTime(2001, 9, 9, 1, 46, 40, DateTimeKind.Utc), await TimeAfterDownloadAsync(gateway, new DownloadOptions { PreserveTime = true }));
    }

    [Fact]
    public async Task A_time_too_much_for_the_metadata_is_refused_before_anything_is_sent()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        UploadRequest request = new(TestGateway.At("in/a")) { PreserveTime = true, Metadata = new Hashtable { ["note"] = new string('x', 2040) } };
        string source = Source(10);

        await Lake.FailsAsync("LakeMetadataTooLarge", () => UploadAsync(gateway, source, request));

        Assert.Empty(await gateway.StopAsync());
    }

    private string Source(int size)
    {
        string path = _folder.File("source");
        File.WriteAllBytes(path, Lake.Content(size));
        File.SetLastWriteTimeUtc(path, Time);
        return path;
    }

    private static Task UploadAsync(TestGateway gateway, string path, UploadRequest request) =>
        new LakeTransfers(gateway.Connection).UploadFileAsync(request, path, null, CancellationToken.None);

    private async Task<DateTime> TimeAfterDownloadAsync(TestGateway gateway, DownloadOptions options)
    {
        string target = _folder.File("target");
        await gateway.Connection.DownloadFileAsync(TestGateway.At("in/a"), target, options);
        return File.GetLastWriteTimeUtc(target);
    }
}
