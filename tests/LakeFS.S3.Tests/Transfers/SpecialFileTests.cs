using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>
/// Pipes and devices in the place of files. Opening a pipe that nobody writes to waits for ever, so a test that fails may
/// do so by its time limit.
/// </summary>
public sealed class SpecialFileTests : IDisposable
{
    private const int Limit = 30_000;
    private static readonly ObjectAddress Address = TestGateway.At("in/a");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = Limit)]
    public async Task A_pipe_is_refused_as_a_source_also_behind_a_link()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await using TestGateway gateway = await TestGateway.StartAsync();
        MakePipe("pipe");
        File.CreateSymbolicLink(_folder.File("link"), _folder.File("pipe"));

        LakeS3Exception error = await RefusedAsync(gateway, _folder.File("pipe"));
        await RefusedAsync(gateway, _folder.File("link"));

        Assert.Contains(_folder.File("pipe"), error.Message, StringComparison.Ordinal);
        Assert.Empty(await gateway.StopAsync());
    }

    [Theory]
    [InlineData("/dev/null")]
    [InlineData("/proc/self/status")]
    public async Task A_source_whose_size_says_nothing_is_refused(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        await using TestGateway gateway = await TestGateway.StartAsync();

        await RefusedAsync(gateway, path);

        Assert.Empty(await gateway.StopAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task A_pipe_in_a_folder_fails_and_the_rest_is_sent()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await using TestGateway gateway = await TestGateway.StartAsync();
        File.WriteAllText(_folder.File("a"), "a");
        MakePipe("b");
        File.CreateSymbolicLink(_folder.File("c"), _folder.File("b"));
        File.WriteAllText(_folder.File("d"), string.Empty);

        SyncRun run = await SyncRun.RunAsync(LakeSync.Upload(
            gateway.Connection, _folder.Path, TestGateway.At(string.Empty), new SyncOptions { Links = LakeLinkRule.Follow }));

        Assert.Equal(["Upload a", "Upload d"], run.Done);
        Assert.Equal(["LakeFileNotRegular", "LakeFileNotRegular"], run.Failed);
    }

    [Fact(Timeout = Limit)]
    public async Task A_pipe_is_not_replaced_by_what_is_read()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync(Address, [1, 2, 3]);
        MakePipe("pipe");
        File.CreateSymbolicLink(_folder.File("link"), _folder.File("pipe"));

        foreach (string name in new[] { "pipe", "link" })
        {
            await Lake.FailsAsync(
                "LakeFileNotRegular",
                () => new LakeTransfers(gateway.Connection).DownloadFileAsync(
                    Address, _folder.File(name), new DownloadOptions { Force = true }, null, CancellationToken.None));
        }

        Assert.Equal(["link", "pipe"], _folder.Files);
        Assert.Equal(0, new FileInfo(_folder.File("pipe")).Length);
        Assert.NotNull(new FileInfo(_folder.File("link")).LinkTarget);
    }

    [Fact]
    public async Task An_empty_file_that_can_not_be_read_is_replaced_all_the_same()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync(Address, [1, 2, 3]);
        File.WriteAllText(_folder.File("a"), string.Empty);
        File.SetUnixFileMode(_folder.File("a"), UnixFileMode.UserWrite);

        await new LakeTransfers(gateway.Connection).DownloadFileAsync(Address, _folder.File("a"), new DownloadOptions(), null, CancellationToken.None);

        Assert.Equal([1, 2, 3], File.ReadAllBytes(_folder.File("a")));
    }

    private static Task<LakeS3Exception> RefusedAsync(TestGateway gateway, string path) => Lake.FailsAsync(
        "LakeFileNotRegular",
        () => Task.Run(() => new LakeTransfers(gateway.Connection).UploadFileAsync(new UploadRequest(Address), path, null, CancellationToken.None)));

    private void MakePipe(string name)
    {
        using Process made = Process.Start("mkfifo", [_folder.File(name)]);
        made.WaitForExit();
        Assert.Equal(0, made.ExitCode);
    }
}
