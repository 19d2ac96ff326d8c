using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Links in a folder that is made equal to a prefix, or a prefix to it: one rule for both ways.</summary>
public sealed class SyncLinkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _elsewhere = new();

    public void Dispose()
    {
        _folder.Dispose();
        _elsewhere.Dispose();
    }

    [Fact]
    public async Task Passed_over_they_hide_what_lies_behind_them_both_ways()
    {
        if (!Link())
        {
            return;
        }

        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync("own", "sub/x", "file");
        SyncOptions down = new() { Delete = true };
        SyncOptions up = new() { Delete = true };

        SyncRun fetched = await DownAsync(gateway, down);
        SyncRun sent = await UpAsync(gateway, up);

        Assert.Equal(["Download own"], fetched.Done);
        Assert.Empty(sent.Done);
        Assert.Empty(fetched.Failed.Concat(sent.Failed));
        Assert.Equal(("old", "old"), (File.ReadAllText(_elsewhere.File("x")), File.ReadAllText(_elsewhere.File("meant"))));
        Assert.Equal(["file", "own", "sub/x"], (await gateway.Connection.ListAsync(TestGateway.At(string.Empty))).Select(entry => entry.Key));
        Assert.Equal((2, 2), (down.PassedOver.Count, up.PassedOver.Count));
    }

    [Fact]
    public async Task Followed_they_are_what_they_lead_to_both_ways()
    {
        if (!Link())
        {
            return;
        }

        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync("own", "sub/x", "file");
        SyncOptions options = new() { Delete = true, Links = LakeLinkRule.Follow };

        SyncRun fetched = await DownAsync(gateway, options);
        SyncRun sent = await UpAsync(gateway, options);

        // The file that the link leads to was written by that name.
        Assert.Equal(["Download file", "Download own", "Download sub/x"], fetched.Done);
        Assert.Equal(["LakeFileChanged"], fetched.Failed);
        Assert.Equal(["Upload sub/meant"], sent.Done);
        Assert.Equal(3, sent.Unchanged);
        Assert.Equal("file", File.ReadAllText(_elsewhere.File("meant")));
        Assert.Equal("sub/x", File.ReadAllText(_elsewhere.File("x")));
        Assert.NotNull(new FileInfo(_folder.File("file")).LinkTarget);
    }

    [Fact]
    public async Task As_errors_they_stop_deletions_both_ways()
    {
        if (!Link())
        {
            return;
        }

        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync("own", "gone");
        File.WriteAllText(_folder.File("old"), "old");
        SyncOptions options = new() { Delete = true, Links = LakeLinkRule.Error };

        Assert.Equal(["LakeFileIsLink", "LakeFileIsLink"], (await UpAsync(gateway, options)).Failed);
        Assert.Equal(["LakeFileIsLink", "LakeFileIsLink"], (await DownAsync(gateway, options)).Failed);
        Assert.True(File.Exists(_folder.File("old")));
    }

    [Fact]
    public async Task A_link_that_leads_back_is_an_error_and_not_a_circle()
    {
        if (!Link())
        {
            return;
        }

        await using TestGateway gateway = await TestGateway.StartAsync();
        Directory.CreateSymbolicLink(_elsewhere.File("back"), _folder.Path);

        SyncRun sent = await UpAsync(gateway, new SyncOptions { Links = LakeLinkRule.Follow });

        Assert.Equal(["LakeLinkLoop"], sent.Failed);
        Assert.Equal(["Upload file", "Upload sub/meant", "Upload sub/x"], sent.Done);
    }

    [Fact]
    public async Task What_is_left_out_is_not_looked_at()
    {
        if (!Link())
        {
            return;
        }

        await using TestGateway gateway = await TestGateway.StartAsync();
        File.CreateSymbolicLink(_folder.File("dead"), _elsewhere.File("none"));
        SyncOptions options = new()
        {
            Links = LakeLinkRule.Follow,
            Filter = key => key != "dead",
            FolderFilter = folder => folder != "sub/",
        };

        SyncRun sent = await UpAsync(gateway, options);

        Assert.Equal(["Upload file"], sent.Done);
        Assert.Empty(sent.Failed);
    }

    private bool Link()
    {
        if (OperatingSystem.IsWindows())
        {
            return false;
        }

        File.WriteAllText(_elsewhere.File("x"), "old");
        File.WriteAllText(_elsewhere.File("meant"), "old");
        Directory.CreateSymbolicLink(_folder.File("sub"), _elsewhere.Path);
        File.CreateSymbolicLink(_folder.File("file"), _elsewhere.File("meant"));
        return true;
    }

    private Task<SyncRun> DownAsync(TestGateway gateway, SyncOptions options) =>
        SyncRun.RunAsync(LakeSync.Download(gateway.Connection, TestGateway.At(string.Empty), _folder.Path, options));

    private Task<SyncRun> UpAsync(TestGateway gateway, SyncOptions options) =>
        SyncRun.RunAsync(LakeSync.Upload(gateway.Connection, _folder.Path, TestGateway.At(string.Empty), options));
}
