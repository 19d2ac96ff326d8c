using System;
using System.IO;
using System.Threading.Tasks;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Files where a folder is to be, folders where a file is to be, and names that the disk takes for one.</summary>
public sealed class SyncPlaceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_folder_makes_room_for_a_file_in_one_run()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync("f/item", "f/item.txt", "g");
        SyncRun.Write(_folder, "f/item/old", [1]);
        SyncRun.Write(_folder, "f/item/sub/old", [1]);
        Directory.CreateDirectory(_folder.File("f/item/empty/er"));
        Directory.CreateDirectory(_folder.File("g/empty"));

        await RunAsync(gateway, _folder.Path);

        Assert.Equal(["f/item", "f/item.txt", "g"], SyncRun.KeysOf(_folder));
        Assert.Equal(3, (await RunAsync(gateway, _folder.Path)).Unchanged);
    }

    [Fact]
    public async Task A_file_makes_room_for_a_folder_in_one_run()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync("f/item/x", "f/item/y/z");
        SyncRun.Write(_folder, "f/item", [1]);

        await RunAsync(gateway, _folder.Path);

        Assert.Equal(["f/item/x", "f/item/y/z"], SyncRun.KeysOf(_folder));
    }

    [Fact]
    public async Task Neither_makes_room_where_nothing_is_deleted()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync("f/item", "g/x");
        SyncRun.Write(_folder, "f/item/old", [1]);
        SyncRun.Write(_folder, "g", [1]);

        await Lake.FailsAsync("LakeFileIsDirectory", () => SyncRun.RunAsync(
            LakeSync.Download(gateway.Connection, TestGateway.At("f"), _folder.File("f"), new SyncOptions())));
        await Lake.FailsAsync("LakeFileUnwritable", () => SyncRun.RunAsync(
            LakeSync.Download(gateway.Connection, TestGateway.At("g"), _folder.File("g"), new SyncOptions())));

        Assert.Equal(["f/item/old", "g"], SyncRun.KeysOf(_folder));
    }

    [Fact]
    public async Task On_a_disk_that_ignores_case_a_file_is_deleted_under_no_name_where_it_was_written_under_another()
    {
        if (Environment.GetEnvironmentVariable("LAKEFS_S3_TEST_CASELESS_FOLDER") is not { Length: > 0 } caseless)
        {
            return;
        }

        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync("file.txt", "Same", "Twice", "tWICE");
        string folder = Directory.CreateDirectory(Path.Combine(caseless, Guid.NewGuid().ToString("N"))).FullName;
        File.WriteAllText(Path.Combine(folder, "FILE.txt"), "old");
        File.WriteAllText(Path.Combine(folder, "SAME"), "Same");
        File.WriteAllText(Path.Combine(folder, "gone"), "old");

        SyncRun first = await RunAsync(gateway, folder);

        Assert.Equal(["Download Twice", "Download file.txt"], first.Done);
        Assert.Equal(["LakeFileNameTaken"], first.Failed);
        Assert.Equal("file.txt", File.ReadAllText(Path.Combine(folder, "file.txt")));
        Assert.Equal("Twice", File.ReadAllText(Path.Combine(folder, "tWICE")));

        SyncRun second = await RunAsync(gateway, folder, key => key != "tWICE");

        Assert.Equal(["Delete gone"], second.Done);
        Assert.Equal(3, second.Unchanged);
        Assert.Equal(3, Directory.GetFiles(folder).Length);
        Directory.Delete(folder, recursive: true);
    }

    private static Task<SyncRun> RunAsync(TestGateway gateway, string folder, Func<string, bool>? filter = null) => SyncRun.RunAsync(
        LakeSync.Download(gateway.Connection, TestGateway.At(string.Empty), folder, new SyncOptions { Delete = true, Filter = filter }));
}
