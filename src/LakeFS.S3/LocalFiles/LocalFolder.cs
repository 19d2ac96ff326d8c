using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using LakeFS.S3.Errors;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.LocalFiles;

/// <summary>
/// Enumerates the files of a folder in key order, which is the order in which a server lists keys. Folders are read one at
/// a time, so the files are never all in memory. Unfinished downloads are left out.
/// </summary>
internal sealed class LocalFolder
{
    private readonly string _folder;
    private readonly FolderScan _scan;

    /// <summary>Describes a folder without reading it.</summary>
    /// <param name="folder">The folder's full path. It may be a link itself.</param>
    /// <param name="scan">What to enumerate.</param>
    public LocalFolder(string folder, FolderScan scan)
    {
        _folder = folder;
        _scan = scan;
    }

    /// <summary>Streams the files.</summary>
    /// <returns>The files, in ordinal order of their keys.</returns>
    /// <exception cref="LakeS3Exception">The folder itself does not exist.</exception>
    public IEnumerable<LocalFile> Enumerate()
    {
        DirectoryInfo root = new(_folder);
        return root.Exists ? Enumerate(root, string.Empty, []) : throw FileErrors.FolderNotFound(_folder);
    }

    private IEnumerable<LocalFile> Enumerate(DirectoryInfo folder, string prefix, IReadOnlyList<string> foldersAbove)
    {
        FileSystemInfo[] entries;
        try
        {
            entries = [.. folder.EnumerateFileSystemInfos()];
        }
        catch (Exception inner) when (inner is IOException or UnauthorizedAccessException)
        {
            _scan.OnError(folder.FullName, FileErrors.Unreadable(folder.FullName, inner));
            yield break;
        }

        // A folder's keys start with its name and a slash: "a.txt" sorts before the keys of folder "a", as '.' before '/'.
        foreach ((string key, FileSystemInfo entry) in entries
            .Select(entry => (Key: prefix + entry.Name + (entry is DirectoryInfo ? "/" : string.Empty), Entry: entry))
            .OrderBy(pair => pair.Key, KeyOrder.Instance))
        {
            foreach (LocalFile file in entry is DirectoryInfo below ? FilesBelow(below, key, foldersAbove) : FileOf(key, (FileInfo)entry))
            {
                yield return file;
            }
        }
    }

    // True for entries that are not links.
    private bool Follows(FileSystemInfo entry)
    {
        if (_scan.Links == LakeLinkRule.Follow || !FolderLook.IsLink(entry))
        {
            return true;
        }

        if (_scan.Links == LakeLinkRule.Skip)
        {
            _scan.OnPassedOver(entry.FullName);
        }
        else
        {
            _scan.OnError(entry.FullName, FileErrors.IsLink(entry.FullName));
        }

        return false;
    }

    // foldersAbove: the real paths of the folders whose links were followed.
    private IEnumerable<LocalFile> FilesBelow(DirectoryInfo folder, string key, IReadOnlyList<string> foldersAbove)
    {
        if (!_scan.Recurse || !_scan.Enters(key) || !Follows(folder))
        {
            return [];
        }

        if (!FolderLook.IsLink(folder))
        {
            return Enumerate(folder, key, foldersAbove);
        }

        string target = FolderLook.RealPath(folder.FullName);
        string[] above = [.. foldersAbove, FolderLook.RealPath(folder.Parent!.FullName)];
        if (above.Any(one => IsIn(one, target)))
        {
            _scan.OnError(folder.FullName, FileErrors.LinkLoop(folder.FullName));
            return [];
        }

        return Enumerate(folder, key, above);
    }

    private static bool IsIn(string path, string folder) =>
        path == folder || path.StartsWith(folder.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private IEnumerable<LocalFile> FileOf(string key, FileInfo file)
    {
        if (!UnfinishedDownload.IsName(file.Name) && _scan.Accepts(key) && Follows(file) && Measure(file) is long size)
        {
            yield return new LocalFile(key, file.FullName, size);
        }
    }

    private long? Measure(FileInfo file)
    {
        try
        {
            RegularFile.Require(file);
            return (file.Attributes & FileAttributes.ReparsePoint) == 0 ? file.Length : MeasureTarget(file);
        }
        catch (LakeS3Exception refusal)
        {
            _scan.OnError(file.FullName, refusal);
        }
        catch (FileNotFoundException)
        {
            _scan.OnError(file.FullName, FileErrors.NotFound(file.FullName));
        }
        catch (Exception inner) when (inner is IOException or UnauthorizedAccessException)
        {
            _scan.OnError(file.FullName, FileErrors.Unreadable(file.FullName, inner));
        }

        return null;
    }

    // The length of a link is the length of its target's path.
    private static long MeasureTarget(FileInfo link)
    {
        using FileStream target = link.Open(FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return target.Length;
    }
}
