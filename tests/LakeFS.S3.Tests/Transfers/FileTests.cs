using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Local files as sources and targets.</summary>
public sealed class FileTests : IDisposable
{
    private static readonly ObjectAddress Address = TestGateway.At("in/a.csv");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_goes_up_and_comes_back_into_folders_that_are_made()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        byte[] content = Lake.Content(100_000);
        string source = _folder.File("a.csv");
        string target = Path.Combine(_folder.Path, "x", "y", "a.csv");
        File.WriteAllBytes(source, content);
        LakeTransfers transfers = new(gateway.Connection);

        LakeTransferResult up = await transfers.UploadFileAsync(new UploadRequest(TestGateway.At("in/a")), source, null, CancellationToken.None);
        LakeTransferResult down = await transfers.DownloadFileAsync(
            TestGateway.At("in/a"), target, new DownloadOptions(), null, CancellationToken.None);

        Assert.Equal((source, target), (up.Path, down.Path));
        Assert.Equal(content, File.ReadAllBytes(target));
        Assert.Equal([Path.GetFileName(target)], [.. Directory.GetFiles(Path.GetDirectoryName(target)!).Select(Path.GetFileName)!]);
        Assert.Equal("text/csv", (await gateway.Connection.HeadAsync(TestGateway.At("in/a"))).ContentType);
    }

    [Fact]
    public async Task Impossible_sources_are_refused_before_anything_is_sent()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        Task UploadAsync(string path) =>
            new LakeTransfers(gateway.Connection).UploadFileAsync(new UploadRequest(Address), path, null, CancellationToken.None);

        await Lake.FailsAsync("LakeFileNotFound", () => UploadAsync(_folder.File("none")));
        await Lake.FailsAsync("LakeFileNotFound", () => UploadAsync(Path.Combine(_folder.Path, "no", "folder")));
        await Lake.FailsAsync("LakeFileIsDirectory", () => UploadAsync(_folder.Path));
        using (new FileStream(_folder.File("locked"), FileMode.Create, FileAccess.ReadWrite, FileShare.None))
        {
            await Lake.FailsAsync("LakeFileUnreadable", () => UploadAsync(_folder.File("locked")));
        }

        Assert.Empty(await gateway.StopAsync());
    }

    [Fact]
    public async Task A_target_that_is_there_is_replaced()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync(Address, [1, 2, 3]);
        File.WriteAllText(_folder.File("a"), "before, and longer");

        await DownloadAsync(gateway, new DownloadOptions());

        Assert.Equal([1, 2, 3], File.ReadAllBytes(_folder.File("a")));
        Assert.Equal(["a"], _folder.Files);
    }

    [Fact]
    public async Task A_target_that_is_there_can_be_kept()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        File.WriteAllText(_folder.File("a"), "before");

        LakeS3Exception error = await Lake.FailsAsync("LakeFileExists", () => DownloadAsync(gateway, new DownloadOptions { NoClobber = true }));

        Assert.Equal(LakeErrorKind.AlreadyExists, error.Kind);
        Assert.Equal("before", File.ReadAllText(_folder.File("a")));
        Assert.Empty(await gateway.StopAsync());
    }

    [Fact]
    public async Task A_read_only_target_is_replaced_by_force_alone()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync(Address, [1, 2, 3]);
        File.WriteAllText(_folder.File("a"), "before");
        File.SetAttributes(_folder.File("a"), FileAttributes.ReadOnly);

        await Lake.FailsAsync("LakeFileReadOnly", () => DownloadAsync(gateway, new DownloadOptions()));
        Assert.Equal("before", File.ReadAllText(_folder.File("a")));
        await DownloadAsync(gateway, new DownloadOptions { Force = true });

        Assert.Equal([1, 2, 3], File.ReadAllBytes(_folder.File("a")));
        Assert.Equal(["a"], _folder.Files);
    }

    [Fact]
    public async Task A_folder_is_no_target_and_a_file_is_no_folder()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync(Address, [1, 2, 3]);
        gateway.ForgetSetup();
        Directory.CreateDirectory(_folder.File("a"));
        File.WriteAllText(_folder.File("b"), "file");
        Task ToAsync(string path) =>
            new LakeTransfers(gateway.Connection).DownloadFileAsync(Address, path, new DownloadOptions(), null, CancellationToken.None);

        await Lake.FailsAsync("LakeFileIsDirectory", () => ToAsync(_folder.File("a")));
        await Lake.FailsAsync("LakeFileUnwritable", () => ToAsync(Path.Combine(_folder.File("b"), "c")));

        Assert.Empty(await gateway.StopAsync());
    }

    [Fact]
    public async Task An_object_that_is_missing_leaves_no_file()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();

        await Lake.FailsAsync("LakeObjectNotFound", () => DownloadAsync(gateway, new DownloadOptions()));

        Assert.Empty(_folder.Files);
    }

    [Theory]
    [InlineData(1000, true)]
    [InlineData(20 * 1024 * 1024, false)]
    public async Task An_object_that_is_there_can_be_kept(int size, bool isSeekable)
    {
        await using TestGateway gateway = await TestGateway.StartAsync(blockStorage: LocalGateway.BlockStorage.Memory);
        UploadRequest request = new(Address) { NoClobber = true };
        async Task UploadAsync(byte[] content)
        {
            using MemoryStream memory = new(content);
            using Stream stream = isSeekable ? memory : new UnseekableStream(memory);
            await new LakeTransfers(gateway.Connection).UploadAsync(request, stream, null, CancellationToken.None);
        }

        await UploadAsync(Lake.Content(size));
        await Lake.FailsAsync("LakeObjectExists", () => UploadAsync(Lake.Content(size + 1)));

        Assert.Equal(size, (await gateway.Connection.HeadAsync(Address)).Size);
        Assert.Empty(await Uploads.UnfinishedAsync(gateway));
    }

    [Fact]
    public async Task Objects_go_below_a_folder_at_the_path_of_their_keys()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync(Address, [1, 2, 3]);

        LakeTransferResult result = await new LakeTransfers(gateway.Connection).DownloadIntoFolderAsync(
            Address, _folder.Path, string.Empty, new DownloadOptions(), null, CancellationToken.None);

        Assert.Equal(Path.Combine(_folder.Path, "in", "a.csv"), result.Path);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(result.Path!));
    }

    private Task<LakeTransferResult> DownloadAsync(TestGateway gateway, DownloadOptions options) =>
        new LakeTransfers(gateway.Connection).DownloadFileAsync(Address, _folder.File("a"), options, null, CancellationToken.None);
}
