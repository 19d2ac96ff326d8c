using System;
using System.IO;
using LakeFS.S3.LocalFiles;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Names that a disk takes for one, on disks of every kind.</summary>
public sealed class NameFoldingTests
{
    private static readonly NameFolding Apple = new(IgnoresCase: true, IgnoresComposition: true, DropsTrailing: false);
    private static readonly NameFolding Windows = new(IgnoresCase: true, IgnoresComposition: false, DropsTrailing: true);

    [Theory]
    [InlineData("a/file.txt", "A/FILE.txt", true, true)]
    [InlineData("\u00e9/x", "e\u0301/x", true, false)]
    [InlineData("\u00c9", "e\u0301", true, false)]
    [InlineData("a./b", "a/b ", false, true)]
    [InlineData("a/b", "a/c", false, false)]
    [InlineData("a/b", "a-b", false, false)]
    public void Are_one_where_the_disk_says_so(string one, string other, bool onApple, bool onWindows)
    {
        Assert.Equal(onApple, Apple.Fold(one) == Apple.Fold(other));
        Assert.Equal(onWindows, Windows.Fold(one) == Windows.Fold(other));
        Assert.NotEqual(NameFolding.None.Fold(one), NameFolding.None.Fold(other));
    }

    [Fact]
    public void Are_given_to_one_object_alone()
    {
        NameClaims claims = new(Apple);

        Assert.True(claims.TryClaim("raw/Report.csv", "one"));
        Assert.False(claims.TryClaim("raw/report.csv", "two"));
        Assert.True(claims.TryClaim("raw/Report.csv", "one"));
        Assert.True(claims.TryClaim("raw/reports.csv", "three"));
        Assert.True(claims.IsClaimed("RAW/REPORT.CSV"));
        Assert.False(claims.IsClaimed("raw/other"));
    }

    [Fact]
    public void Are_found_out_by_trying_and_nothing_is_left()
    {
        using TemporaryFolder folder = new();

        NameFolding found = NameProbe.Try(folder.Path);

        Assert.Equal(File.Exists(folder.Path.ToUpperInvariant()), found.IgnoresCase);
        Assert.Empty(folder.Files);
    }

    [Fact]
    public void Are_found_out_in_a_folder_that_ignores_case()
    {
        if (Environment.GetEnvironmentVariable("LAKEFS_S3_TEST_CASELESS_FOLDER") is not { Length: > 0 } caseless)
        {
            return;
        }

        string folder = Directory.CreateDirectory(Path.Combine(caseless, Guid.NewGuid().ToString("N"))).FullName;
        Assert.True(NameProbe.Try(folder).IgnoresCase);
        Assert.False(NameProbe.Guess(folder).IsAny);
        File.WriteAllText(Path.Combine(folder, "Some.txt"), "x");

        Assert.True(NameProbe.Guess(folder).IgnoresCase);

        Directory.Delete(folder, recursive: true);
    }
}
