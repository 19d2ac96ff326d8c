using System;
using System.IO;
using System.Threading.Tasks;
using LakeFS.S3.LocalFiles;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Who may read what a download leaves, and whose files it touches. On Unix.</summary>
public sealed class FileRightsTests : IDisposable
{
    private const int Large = 20 * 1024 * 1024;
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly ObjectAddress Address = TestGateway.At("a");

    private readonly TemporaryFolder _folder = new();

    private string Target => _folder.File("a");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Private)]
    [InlineData(Private | UnixFileMode.UserExecute | UnixFileMode.GroupRead)]
    public async Task A_replaced_file_keeps_its_rights(UnixFileMode rights)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await using TestGateway gateway = await StartAsync(3);
        File.WriteAllText(Target, "old");
        File.SetUnixFileMode(Target, rights);

        await gateway.Connection.DownloadFileAsync(Address, Target);

        Assert.Equal(rights, File.GetUnixFileMode(Target));
        Assert.Equal(3, new FileInfo(Target).Length);
    }

    [Fact]
    public async Task A_new_file_has_the_rights_of_any_new_file()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await using TestGateway gateway = await StartAsync(3);
        File.WriteAllText(_folder.File("other"), "x");

        await gateway.Connection.DownloadFileAsync(Address, Target);

        Assert.Equal(File.GetUnixFileMode(_folder.File("other")), File.GetUnixFileMode(Target));
    }

    [Fact]
    public async Task Force_onto_a_link_replaces_the_link_and_leaves_what_it_leads_to()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await using TestGateway gateway = await StartAsync(3);
        File.WriteAllText(_folder.File("meant"), "kept");
        File.SetUnixFileMode(_folder.File("meant"), UnixFileMode.UserRead);
        File.CreateSymbolicLink(Target, _folder.File("meant"));

        await gateway.Connection.DownloadFileAsync(Address, Target, new DownloadOptions { Force = true });

        Assert.Equal((UnixFileMode.UserRead, "kept"), (File.GetUnixFileMode(_folder.File("meant")), File.ReadAllText(_folder.File("meant"))));
        Assert.Null(new FileInfo(Target).LinkTarget);
        Assert.Equal(3, new FileInfo(Target).Length);
    }

    [Fact]
    public async Task What_is_kept_to_go_on_with_is_for_the_user_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await using TestGateway gateway = await StartAsync(Large);
        await BreakOffAsync(gateway);

        Assert.Equal(Private, File.GetUnixFileMode(UnfinishedDownload.PathFor(Target)));
        string notes = UnfinishedDownload.NotesFor(Target);
        Assert.Equal(Private, File.GetUnixFileMode(notes));
        Assert.Equal(Private | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(notes)!));
        File.Delete(notes);
    }

    [Theory]
    [InlineData("symbolic")]
    [InlineData("hard")]
    [InlineData("pipe")]
    public async Task What_was_planted_under_the_name_of_a_partial_file_is_refused(string kind)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await using TestGateway gateway = await StartAsync(Large);
        string victim = _folder.File("victim");
        File.WriteAllText(victim, "precious");
        string planted = UnfinishedDownload.PathFor(Target);
        string[] command = kind switch
        {
            "symbolic" => ["ln", "-s", victim, planted],
            "hard" => ["ln", victim, planted],
            _ => ["mkfifo", planted],
        };
        using (System.Diagnostics.Process made = System.Diagnostics.Process.Start(command[0], command[1..]))
        {
            made.WaitForExit();
            Assert.Equal(0, made.ExitCode);
        }

        await Lake.FailsAsync("LakeFileUnsafe", () => gateway.Connection.DownloadFileAsync(Address, Target, new DownloadOptions { Resume = true }));

        Assert.Equal("precious", File.ReadAllText(victim));
        Assert.False(File.Exists(Target));
    }

    [Fact]
    public async Task A_partial_file_of_another_user_is_refused()
    {
        // Only root can give a file away.
        if (OperatingSystem.IsWindows() || Environment.UserName != "root")
        {
            return;
        }

        await using TestGateway gateway = await StartAsync(Large);
        string planted = UnfinishedDownload.PathFor(Target);
        File.WriteAllText(planted, "theirs");
        using (System.Diagnostics.Process given = System.Diagnostics.Process.Start("chown", ["12345", planted]))
        {
            given.WaitForExit();
            Assert.Equal(0, given.ExitCode);
        }

        await Lake.FailsAsync("LakeFileUnsafe", () => gateway.Connection.DownloadFileAsync(Address, Target, new DownloadOptions { Resume = true }));

        Assert.Equal("theirs", File.ReadAllText(planted));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(Large)]
    public async Task A_file_that_appears_meanwhile_is_kept_where_it_may_not_be_replaced(int size)
    {
        await using TestGateway gateway = await StartAsync(size);
        ImmediateProgress appear = new(_ => File.WriteAllText(Target, "appeared"));

        await Lake.FailsAsync(
            "LakeFileExists", () => gateway.Connection.DownloadFileAsync(Address, Target, new DownloadOptions { NoClobber = true }, appear));

        Assert.Equal("appeared", File.ReadAllText(Target));
        Assert.Equal(["a"], _folder.Files);
    }

    [Fact]
    public async Task A_partial_file_without_notes_of_ours_is_not_relied_on()
    {
        await using TestGateway gateway = await StartAsync(Large);
        File.WriteAllBytes(UnfinishedDownload.PathFor(Target), new byte[Large]);

        LakeTransferResult result = await gateway.Connection.DownloadFileAsync(Address, Target, new DownloadOptions { Resume = true });

        Assert.True(result.Verified);
        Lake.AssertSame(Lake.Content(Large), File.ReadAllBytes(Target));
    }

    [Fact]
    public async Task Names_of_any_length_go_on()
    {
        await using TestGateway gateway = await StartAsync(Large);
        foreach (int length in new[] { 234, 235, 239, 240, 255 })
        {
            string path = _folder.File(new string('n', length));

            await gateway.Connection.DownloadFileAsync(Address, path, new DownloadOptions { Resume = true });

            Assert.Equal(Large, new FileInfo(path).Length);
            File.Delete(path);
        }
    }

    private static async Task<TestGateway> StartAsync(int size)
    {
        TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync(Address, Lake.Content(size));
        return gateway;
    }

    private async Task BreakOffAsync(TestGateway gateway)
    {
        gateway.Break(new { operation = "GetObject", fault = "error", status = 403, code = "AccessDenied", nth = 2, count = 0 });
        await Lake.FailsAsync("LakeAccessDenied", () => gateway.Connection.DownloadFileAsync(Address, Target, new DownloadOptions { Resume = true }));
    }
}
