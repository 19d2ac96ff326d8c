using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>The folder that stands for the storage. Nothing outside is reached, not by an address and not by a link.</summary>
/// <param name="path">Where it is.</param>
internal sealed class ImportFolder(string path)
{
    private static readonly EnumerationOptions WithoutLinks = new()
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = false,
        AttributesToSkip = FileAttributes.ReparsePoint,
    };

    private readonly string _root = Path.GetFullPath(path);

    /// <summary>The path below the folder that an address of the storage means; null where it is not below it.</summary>
    /// <param name="address">What follows the scheme: a path below the folder, or a full one.</param>
    public string? PathBelow(string address)
    {
        string root = $"/{Slashes(_root).Trim('/')}/";
        string below = address.StartsWith(root, StringComparison.Ordinal) ? address[root.Length..] : address;
        return below.StartsWith('/') || Path.IsPathRooted(below) || Slashes(below).Split('/').Contains("..") ? null : below;
    }

    /// <summary>Whether an address leads up and out, or to where everything is.</summary>
    public static bool LeadsUp(string address) => address.TrimEnd('/').Length == 0 || Slashes(address).Split('/').Contains("..");

    /// <summary>Whether a path below the folder is that of a folder.</summary>
    public bool IsFolder(string below) => Directory.Exists(Path.Combine(_root, below));

    /// <summary>A file.</summary>
    /// <exception cref="InvalidDataException">A link leads there.</exception>
    public string FileOf(string below)
    {
        string file = Path.GetFullPath(Path.Combine(_root, below));
        for (string part = file; part.Length > _root.Length; part = Path.GetDirectoryName(part)!)
        {
            if (new FileInfo(part) is { LinkTarget: not null })
            {
                throw new InvalidDataException($"{below} is behind a link");
            }
        }

        return file;
    }

    /// <summary>The files whose paths below the folder begin with a text, with these paths.</summary>
    public IEnumerable<(string File, string Name)> FilesBelow(string below) =>
        Directory.EnumerateFiles(_root, "*", WithoutLinks)
            .Select(file => (file, Slashes(Path.GetRelativePath(_root, file))))
            .Where(item => item.Item2.StartsWith(below, StringComparison.Ordinal));

    private static string Slashes(string path) => path.Replace(Path.DirectorySeparatorChar, '/');
}
