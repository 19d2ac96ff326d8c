using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Diagnostics;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>What a ref holds made to be a local folder.</summary>
public sealed class SyncDownloadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_second_run_fetches_nothing()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        string[] keys = ["a-b", "a.txt", "a/b/c", "a0", "\uff5e", "\U0001f600"];
        await gateway.SeedAsync([.. keys.Select(key => "raw/" + key), "raw2/x"]);
        await gateway.SeedAsync(TestGateway.At("raw/empty"), []);
        await gateway.SeedAsync(TestGateway.At("raw/large"), Lake.Content(300_000));

        SyncRun first = await RunAsync(gateway, "raw");
        SyncRun second = await RunAsync(gateway, "raw/");

        Assert.Equal([.. keys.Append("empty").Append("large").Order(StringComparer.Ordinal)], SyncRun.KeysOf(_folder));
        Assert.Equal(Lake.Content(300_000), File.ReadAllBytes(_folder.File("large")));
        Assert.Equal(8, first.Done.Count);
        Assert.Empty(second.Done);
        Assert.Equal(8, second.Unchanged);
        // A client that requests a range of an object of unknown size learns that it is empty and asks again.
        Assert.Equal(7, (await gateway.StopAsync()).Count(request => request.Operation == "GetObject" && request.Key != "raw/empty"));
    }

    [Fact]
    public async Task What_another_tool_wrote_in_uneven_parts_is_fetched_once()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        byte[] content = Lake.Content(20 * 1024 * 1024);
        int[] ends = [0, 5, 11, 20];
        await gateway.Connection.PutInPartsAsync(
            TestGateway.At("raw/uneven"), ends.Skip(1).Select((end, i) => content[(ends[i] * 1024 * 1024)..(end * 1024 * 1024)]));

        SyncRun first = await RunAsync(gateway, "raw");
        SyncRun second = await RunAsync(gateway, "raw");
        File.WriteAllBytes(_folder.File("uneven"), Lake.Content(content.Length - 1).Append((byte)0).ToArray());
        SyncRun third = await RunAsync(gateway, "raw");

        Assert.Equal((1, 0, 1), (first.Done.Count, second.Done.Count, third.Done.Count));
        Lake.AssertSame(content, File.ReadAllBytes(_folder.File("uneven")));
    }

    [Fact]
    public async Task What_can_only_be_wrong_is_not_put_in_place()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync("a");
        SyncRun.Write(_folder, "a", "before"u8.ToArray());
        gateway.Break(new { operation = "GetObject", fault = "corrupt", count = 0 });

        await Lake.FailsAsync("LakeContentMismatch", () => RunAsync(gateway));

        Assert.Equal(["a"], SyncRun.KeysOf(_folder));
        Assert.Equal("before", File.ReadAllText(_folder.File("a")));
    }

    [Fact]
    public async Task What_differs_is_replaced_and_what_is_equal_left_alone()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync("equal", "flipped", "longer");
        SyncRun.Write(_folder, "equal", "equal"u8.ToArray());
        SyncRun.Write(_folder, "flipped", "FLIPPED"u8.ToArray());
        SyncRun.Write(_folder, "longer", "longer by this"u8.ToArray());
        DateTime written = DateTime.UtcNow.AddDays(-3);
        File.SetLastWriteTimeUtc(_folder.File("equal"), written);

        SyncRun run = await RunAsync(gateway);

        Assert.Equal(["Download flipped", "Download longer"], run.Done);
        Assert.Equal(("flipped", "longer"), (File.ReadAllText(_folder.File("flipped")), File.ReadAllText(_folder.File("longer"))));
        Assert.Equal(written, File.GetLastWriteTimeUtc(_folder.File("equal")));
    }

    [Fact]
    public async Task Deletion_takes_files_and_the_folders_that_it_empties()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync("keep/a");
        foreach (string key in new[] { "gone", "keep/gone", "sub/deep/gone", "sub/deep/er/gone", "half/.kept", "half/gone" })
        {
            SyncRun.Write(_folder, key, [1]);
        }

        Directory.CreateDirectory(_folder.File("empty before"));

        SyncRun run = await RunAsync(gateway, options: new SyncOptions { Delete = true, Filter = key => key != "half/.kept" });

        Assert.Equal(5, run.Done.Count(done => done.StartsWith("Delete ", StringComparison.Ordinal)));
        Assert.Equal(["half/.kept", "keep/a"], SyncRun.KeysOf(_folder));
        Assert.Equal(["empty before", "half", "keep"], Directory.GetDirectories(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_file_that_changes_before_its_deletion_stays()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync("a");
        SyncRun.Write(_folder, "edited", [1]);
        using LakeSync sync = LakeSync.Download(gateway.Connection, TestGateway.At(string.Empty), _folder.Path, new SyncOptions { Delete = true });
        await foreach (SyncStep step in sync.PlanAsync(CancellationToken.None))
        {
            if (step is SyncAction { Kind: SyncActionKind.Delete } deletion)
            {
                sync.NoteDeletion(deletion);
            }
        }

        File.SetLastWriteTimeUtc(_folder.File("edited"), DateTime.UtcNow.AddSeconds(5));
        List<SyncStep> steps = [];
        await foreach (SyncStep step in sync.DeleteAsync(CancellationToken.None))
        {
            steps.Add(step);
        }

        Assert.Equal("LakeFileChanged", Assert.IsType<SyncFailure>(Assert.Single(steps)).Error.ErrorId);
        Assert.True(File.Exists(_folder.File("edited")));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("")]
    public async Task A_source_without_objects_empties_a_folder_by_force_alone(string prefix)
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        SyncRun.Write(_folder, "a", [1]);

        await Lake.FailsAsync("LakeSourceEmpty", () => RunAsync(gateway, prefix, new SyncOptions { Delete = true }));
        Assert.Equal(["a"], SyncRun.KeysOf(_folder));
        SyncRun forced = await RunAsync(gateway, prefix, new SyncOptions { Delete = true, Force = true });

        Assert.Single(forced.Done);
        Assert.Empty(SyncRun.KeysOf(_folder));
    }

    [Fact]
    public async Task A_ref_that_does_not_exist_deletes_nothing()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        SyncRun.Write(_folder, "a", [1]);

        await Lake.FailsAsync("LakeRefNotFound", () => SyncRun.RunAsync(LakeSync.Download(
            gateway.Connection, TestGateway.At(string.Empty, "none"), _folder.Path, new SyncOptions { Delete = true, Force = true })));

        Assert.Equal(["a"], SyncRun.KeysOf(_folder));
    }

    [Fact]
    public async Task Keys_without_a_safe_place_are_failures_and_folder_markers_are_not()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync("raw/../../out", "raw//x", "raw/a", "raw/not/");
        await gateway.SeedAsync(TestGateway.At("raw/"), []);
        await gateway.SeedAsync(TestGateway.At("raw/sub/"), []);

        SyncRun run = await RunAsync(gateway, "raw");

        Assert.Equal(["Download raw/a"], run.Done);
        Assert.Equal(["LakePathOutsideFolder", "LakePathOutsideFolder", "LakePathOutsideFolder"], run.Failed);
        Assert.Equal(["a"], SyncRun.KeysOf(_folder));
    }

    [Fact]
    public async Task A_key_that_lists_do_not_show_is_a_failure()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync("a", "b\u0001c", "c");
        SyncRun.Write(_folder, "c", "c"u8.ToArray());

        SyncRun run = await RunAsync(gateway, options: new SyncOptions { Delete = true });

        Assert.Equal(["Download a"], run.Done);
        Assert.Equal(["LakeKeyInvalid"], run.Failed);
        Assert.Equal(1, run.Unchanged);
    }

    [Fact]
    public async Task A_large_object_is_recognised_by_its_parts()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        byte[] content = Lake.Content(70 * 1024 * 1024);
        SyncRun.Write(_folder, "large", content);
        await new LakeTransfers(gateway.Connection).UploadFileAsync(
            new UploadRequest(TestGateway.At("large")), _folder.File("large"), null, CancellationToken.None);

        SyncRun run = await RunAsync(gateway);

        Assert.Equal((0, 1), (run.Done.Count, run.Unchanged));
        IReadOnlyList<LoggedRequest> requests = await gateway.StopAsync();
        Assert.DoesNotContain(requests, request => request.Operation == "GetObject");
    }

    [Fact]
    public async Task A_file_in_place_of_the_folder_is_an_error()
    {
        await using TestGateway gateway = await TestGateway.StartAsync();
        await gateway.SeedAsync("a");
        SyncRun.Write(_folder, "file", [1]);

        await Lake.FailsAsync("LakeFileUnwritable", () => SyncRun.RunAsync(
            LakeSync.Download(gateway.Connection, TestGateway.At(string.Empty), _folder.File("file"), new SyncOptions())));
    }

    private Task<SyncRun> RunAsync(TestGateway gateway, string prefix = "", SyncOptions? options = null) =>
        SyncRun.RunAsync(LakeSync.Download(gateway.Connection, TestGateway.At(prefix), _folder.Path, options ?? new SyncOptions()));
}
