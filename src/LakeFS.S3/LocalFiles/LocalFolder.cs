using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using LakeFS.S3.Errors;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.LocalFiles;

/// <summary>
/// The files of a folder in the order of the keys they stand for, which is the order in which a server lists keys. One
/// folder is read at a time; nothing holds all files. What unfinished downloads keep there is left out.
/// </summary>
internal sealed class LocalFolder
{
    private readonly string _folder;
    private readonly bool _recurse;

    /// <summary>Names a folder; nothing is read.</summary>
    /// <param name="folder">The folder's full path.</param>
    /// <param name="recurse">Whether the folders in it are read too. Links to folders are not followed, so that there is no circle.</param>
    public LocalFolder(string folder, bool recurse)
    {
        _folder = folder;
        _recurse = recurse;
    }

    /// <summary>Streams the files.</summary>
    /// <param name="onError">Told what could not be read; the rest goes on.</param>
    /// <returns>The files by ordinal order of their keys.</returns>
    /// <exception cref="LakeS3Exception">The folder itself does not exist.</exception>
    public IEnumerable<LocalFile> Enumerate(Action<string, LakeS3Exception> onError)
    {
        DirectoryInfo root = new(_folder);
        return root.Exists ? Enumerate(root, string.Empty, onError) : throw FileErrors.FolderNotFound(_folder);
    }

    private IEnumerable<LocalFile> Enumerate(DirectoryInfo folder, string prefix, Action<string, LakeS3Exception> onError)
    {
        FileSystemInfo[] entries;
        try
        {
            entries = [.. folder.EnumerateFileSystemInfos()];
        }
        catch (Exception inner) when (inner is IOException or UnauthorizedAccessException)
        {
            onError(folder.FullName, FileErrors.Unreadable(folder.FullName, inner));
            yield break;
        }

        // A folder's keys begin with its name and a slash: "a.txt" lies before the keys of folder "a", as '.' before '/'.
        foreach ((string key, FileSystemInfo entry) in entries
            .Select(entry => (Key: prefix + entry.Name + (entry is DirectoryInfo ? "/" : string.Empty), Entry: entry))
            .OrderBy(pair => pair.Key, KeyOrder.Instance))
        {
            if (entry is FileInfo file)
            {
                if (!UnfinishedDownload.IsName(file.Name) && Measure(file, onError) is long size)
                {
                    yield return new LocalFile(key, file.FullName, size);
                }
            }
            else if (_recurse && (entry.Attributes & FileAttributes.ReparsePoint) == 0)
            {
                foreach (LocalFile below in Enumerate((DirectoryInfo)entry, key, onError))
                {
                    yield return below;
                }
            }
        }
    }

    private static long? Measure(FileInfo file, Action<string, LakeS3Exception> onError)
    {
        try
        {
            RegularFile.Require(file);
            return (file.Attributes & FileAttributes.ReparsePoint) == 0 ? file.Length : MeasureMeant(file);
        }
        catch (LakeS3Exception refusal)
        {
            onError(file.FullName, refusal);
        }
        catch (FileNotFoundException)
        {
            onError(file.FullName, FileErrors.NotFound(file.FullName));
        }
        catch (Exception inner) when (inner is IOException or UnauthorizedAccessException)
        {
            onError(file.FullName, FileErrors.Unreadable(file.FullName, inner));
        }

        return null;
    }

    // The length of a link is that of its text.
    private static long MeasureMeant(FileInfo link)
    {
        using FileStream meant = link.Open(FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return meant.Length;
    }
}
