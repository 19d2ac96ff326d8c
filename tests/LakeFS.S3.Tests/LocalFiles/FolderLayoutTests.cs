using System;
using System.IO;
using LakeFS.S3.LocalFiles;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Where keys go below a folder, and which have no place there.</summary>
public sealed class FolderLayoutTests
{
    private static readonly string Folder = Path.Combine(Path.GetTempPath(), "lake");

    [Theory]
    [InlineData("", "a.csv", "a.csv")]
    [InlineData("", "in/a.csv", "in/a.csv")]
    [InlineData("in/", "in/a.csv", "a.csv")]
    [InlineData("in/2024", "in/2024-01/a.csv", "2024-01/a.csv")]
    [InlineData("in", "in/a.csv", "in/a.csv")]
    [InlineData("in/", "other/a.csv", "other/a.csv")]
    [InlineData("", ".hidden", ".hidden")]
    [InlineData("", "...", "...")]
    [InlineData("", "a..b/c", "a..b/c")]
    [InlineData("", "a b/\u00e9", "a b/\u00e9")]
    public void Is_below_the_folder(string prefix, string key, string path)
    {
        if (OperatingSystem.IsWindows() && key.EndsWith('.'))
        {
            return;
        }

        Assert.Equal(
            Path.Combine(Folder, path.Replace('/', Path.DirectorySeparatorChar)), new FolderLayout(Folder, prefix).PathOf(key));
    }

    [Theory]
    [InlineData("", "../a")]
    [InlineData("", "..")]
    [InlineData("", ".")]
    [InlineData("", "a/../../b")]
    [InlineData("", "a/./b")]
    [InlineData("", "/etc/passwd")]
    [InlineData("", "a//b")]
    [InlineData("", "a/")]
    [InlineData("", "a\0b")]
    [InlineData("in/", "in/")]
    [InlineData("in/", "in/../../a")]
    [InlineData("in/", "in//a")]
    [InlineData("", "in/.x.lakefs-partial")]
    [InlineData("", ".0123456789abcdef0123456789abcdef.partial")]
    public void Is_refused_where_it_would_be_elsewhere(string prefix, string key)
    {
        LakeS3Exception error = Lake.Fails("LakePathOutsideFolder", () => new FolderLayout(Folder, prefix).PathOf(key));

        Assert.Equal(key, error.Key);
    }

    [Theory]
    [InlineData("..\\a")]
    [InlineData("C:\\a")]
    [InlineData("a:b")]
    [InlineData("CON")]
    [InlineData("in/nul.txt")]
    [InlineData("a.")]
    [InlineData("a ")]
    [InlineData("a*b")]
    public void On_Windows_it_also_has_to_be_a_name_there(string key)
    {
        FolderLayout layout = new(Folder, string.Empty);
        if (OperatingSystem.IsWindows())
        {
            Lake.Fails("LakePathOutsideFolder", () => layout.PathOf(key));
        }
        else
        {
            Assert.StartsWith(Folder + Path.DirectorySeparatorChar, Path.GetFullPath(layout.PathOf(key)), StringComparison.Ordinal);
        }
    }
}
