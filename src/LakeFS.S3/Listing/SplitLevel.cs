using System;
using System.Collections.Generic;
using LakeFS.S3.Primitives;
using LakeFS.S3.S3;

namespace LakeFS.S3.Listing;

/// <summary>A folder whose subfolders divide a list.</summary>
/// <param name="folder">The folder, or a prefix of keys.</param>
/// <param name="keysPerFolder">About how many keys a subfolder has, or at least.</param>
internal sealed class SplitLevel(string folder, double keysPerFolder)
{
    // One request for subfolders shows 1,000 at most. They must stand for several pages.
    private const int MaxFoldersPerPage = 250;

    public string Folder => folder;

    /// <summary>About how many keys a subfolder has.</summary>
    public double KeysPerFolder { get; set; } = keysPerFolder;

    /// <summary>
    /// Finds the levels that may divide a list where a page of it ends, the lowest first: the highest of which the page has
    /// several subfolders, and those above it. None if the keys have no folders, or only small ones.
    /// </summary>
    /// <param name="prefix">The prefix of the list.</param>
    /// <param name="page">The page; not empty.</param>
    public static IReadOnlyList<SplitLevel> At(string prefix, IReadOnlyList<LakeEntry> page)
    {
        string last = page[page.Count - 1].Key;
        if (!ResumePoint.IsExact(last) || !IsInOrder(page))
        {
            return [];
        }

        List<SplitLevel> levels = [];
        int folders = 1;
        for (int end = prefix.Length, slash = end; slash >= 0 && folders == 1; end = slash + 1)
        {
            string folder = last.Substring(0, end);
            (int keys, folders) = Count(page, folder);
            if (folders is > 0 and <= MaxFoldersPerPage)
            {
                levels.Insert(0, new SplitLevel(folder, (double)keys / folders));
            }

            slash = last.IndexOf('/', end);
        }

        return levels;
    }

    // The keys and subfolders of a folder that the page ends in.
    private static (int Keys, int Folders) Count(IReadOnlyList<LakeEntry> page, string folder)
    {
        int keys = 0;
        int folders = 0;
        string? current = null;
        for (int i = page.Count - 1; i >= 0 && page[i].Key.StartsWith(folder, StringComparison.Ordinal); i--)
        {
            string key = page[i].Key;
            int end = key.IndexOf('/', folder.Length) + 1;
            keys++;
            if (end > 0 && (current?.Length != end || string.CompareOrdinal(current, 0, key, 0, end) != 0))
            {
                current = key.Substring(0, end);
                folders++;
            }
        }

        return (keys, folders);
    }

    // Some S3 servers list in no order; what they list can't be divided.
    private static bool IsInOrder(IReadOnlyList<LakeEntry> page)
    {
        string? before = null;
        foreach (LakeEntry entry in page)
        {
            if (ResumePoint.IsExact(entry.Key))
            {
                if (before is not null && KeyOrder.Instance.Compare(before, entry.Key) >= 0)
                {
                    return false;
                }

                before = entry.Key;
            }
        }

        return true;
    }
}
