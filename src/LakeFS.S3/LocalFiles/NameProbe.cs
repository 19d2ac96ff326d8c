using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace LakeFS.S3.LocalFiles;

/// <summary>
/// Finds out which names a folder treats as equal, by creating a file and looking it up under other names. The operating
/// system can't tell: on each one, file systems and even folders differ.
/// </summary>
internal static class NameProbe
{
    private const string Composed = "\u00e9";
    private const string Decomposed = "e\u0301";

    /// <summary>Probes with temporary files, which are deleted afterwards.</summary>
    /// <exception cref="IOException">No file can be created in the folder.</exception>
    public static NameFolding Try(string folder)
    {
        string name = UnfinishedDownload.NewName();
        string path = Path.Combine(folder, name);
        string id = Guid.NewGuid().ToString("N");
        string accented = Path.Combine(folder, UnfinishedDownload.NameFor(id + Composed));
        try
        {
            Create(path);
            bool hasAccents = TryCreate(accented);
            return new NameFolding(
                File.Exists(Path.Combine(folder, name.ToUpperInvariant())),
                hasAccents && File.Exists(Path.Combine(folder, UnfinishedDownload.NameFor(id + Decomposed))),
                File.Exists($"{path}.") || File.Exists($"{path} "));
        }
        finally
        {
            File.Delete(path);
            File.Delete(accented);
        }
    }

    /// <summary>Looks up an existing entry in another case, without creating a file. May miss that the folder ignores case.</summary>
    public static NameFolding Guess(string folder)
    {
        HashSet<string> names = [.. Directory.EnumerateFileSystemEntries(folder).Take(100).Select(path => Path.GetFileName(path)!)];
        string? sample = names.FirstOrDefault(name => OtherCase(name) is string other && other != name && !names.Contains(other));
        return sample is not null && FolderLook.At(Path.Combine(folder, OtherCase(sample))) != PlaceKind.Free
            ? NameFolding.None with { IgnoresCase = true }
            : NameFolding.None;
    }

    private static string OtherCase(string name)
    {
        string upper = name.ToUpperInvariant();
        return upper == name ? name.ToLowerInvariant() : upper;
    }

    private static void Create(string path)
    {
        using FileStream file = new(path, FileMode.CreateNew);
    }

    // Not every file system supports names beyond ASCII.
    private static bool TryCreate(string path)
    {
        try
        {
            Create(path);
            return true;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
