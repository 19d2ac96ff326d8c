using System;
using System.IO;
using System.Linq;
using LakeFS.S3.LocalFiles;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Places in folders that others may write to, too.</summary>
public sealed class HostileFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _elsewhere = new();

    public void Dispose()
    {
        _folder.Dispose();
        _elsewhere.Dispose();
    }

    [Fact]
    public void A_link_that_is_planted_meanwhile_leads_nothing_away()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using FilePlace place = FilePlace.Open(_folder.File("sub/a"), _folder.Path, LakeLinkRule.Skip);
        FileStream content = place.Create(".new");
        content.WriteByte(1);
        Directory.Move(_folder.File("sub"), _folder.File("moved"));
        Directory.CreateSymbolicLink(_folder.File("sub"), _elsewhere.Path);

        place.Fill(content, ".new", replaces: true, force: false);

        Assert.Empty(_elsewhere.Files);
        Assert.Equal([1], File.ReadAllBytes(_folder.File("moved/a")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_name_that_is_taken_is_not_written_to(bool isLink)
    {
        if (isLink && OperatingSystem.IsWindows())
        {
            return;
        }

        string taken = _folder.File(".new");
        string theirs = isLink ? _elsewhere.File("theirs") : taken;
        File.WriteAllText(theirs, "theirs");
        if (isLink)
        {
            File.CreateSymbolicLink(taken, theirs);
        }

        using FilePlace place = FilePlace.Open(_folder.File("a"), _folder.Path, LakeLinkRule.Skip);

        Assert.ThrowsAny<Exception>(() => place.Create(".new"));
        Assert.Equal("theirs", File.ReadAllText(theirs));
    }

    [Fact]
    public void Names_of_partial_files_can_not_be_guessed()
    {
        string name = UnfinishedDownload.NewName();

        Assert.NotEqual(name, UnfinishedDownload.NewName());
        Assert.Equal(128 / 4, name.Count(Uri.IsHexDigit) - ".partial".Count(Uri.IsHexDigit));
    }

    [Fact]
    public void A_link_on_the_way_is_refused_or_followed()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Directory.CreateSymbolicLink(_folder.File("sub"), _elsewhere.Path);

        Lake.Fails("LakeFileIsLink", () => FilePlace.Open(_folder.File("sub/x/a"), _folder.Path, LakeLinkRule.Skip));
        Assert.False(Directory.Exists(_elsewhere.File("x")));
        FilePlace.Open(_folder.File("sub/x/a"), _folder.Path, LakeLinkRule.Follow).Dispose();
        Assert.True(Directory.Exists(_elsewhere.File("x")));
    }

    [Fact]
    public void A_file_on_the_way_is_named()
    {
        File.WriteAllText(_folder.File("sub"), "x");

        LakeS3Exception? error = Record.Exception(() => FilePlace.Open(_folder.File("sub/x/a"), _folder.Path, LakeLinkRule.Skip)) as LakeS3Exception;

        if (!OperatingSystem.IsWindows())
        {
            Assert.Contains($"'{_folder.File("sub")}' is a file", error!.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_appeared_meanwhile_is_not_replaced_unless_it_may_be(bool replaces)
    {
        FillOver(_folder.Path, replaces);
        if (Environment.GetEnvironmentVariable("LAKEFS_S3_TEST_CASELESS_FOLDER") is { Length: > 0 } plain)
        {
            // A file system without second names and without moves that replace nothing.
            string folder = Directory.CreateDirectory(Path.Combine(plain, Guid.NewGuid().ToString("N"))).FullName;
            FillOver(folder, replaces);
            FillFree(folder);
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void FillOver(string folder, bool replaces)
    {
        string path = Path.Combine(folder, "a");
        using FilePlace place = FilePlace.Open(path, folder, LakeLinkRule.Skip);
        FileStream content = place.Create(".new");
        content.WriteByte(1);
        File.WriteAllText(path, "appeared");
        if (replaces)
        {
            place.Fill(content, ".new", replaces, force: false);
            Assert.Equal([1], File.ReadAllBytes(path));
        }
        else
        {
            LakeS3Exception error = Assert.Throws<LakeS3Exception>(() => place.Fill(content, ".new", replaces, force: false));
            Assert.Equal("LakeFileExists", error.ErrorId);
            Assert.Equal("appeared", File.ReadAllText(path));
            place.Delete(".new", force: false);
        }

        Assert.Equal([path], Directory.GetFiles(folder));
        File.Delete(path);
    }

    private static void FillFree(string folder)
    {
        using FilePlace place = FilePlace.Open(Path.Combine(folder, "free"), folder, LakeLinkRule.Skip);
        FileStream content = place.Create(".new");
        content.WriteByte(2);

        place.Fill(content, ".new", replaces: false, force: false);

        Assert.Equal([2], File.ReadAllBytes(Path.Combine(folder, "free")));
        Assert.Single(Directory.GetFiles(folder));
    }
}
