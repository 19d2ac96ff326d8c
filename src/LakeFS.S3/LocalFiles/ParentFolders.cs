using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace LakeFS.S3.LocalFiles;

/// <summary>The folders above a file.</summary>
internal static class ParentFolders
{
    /// <summary>The file in the place of one of the folders; null if there is none.</summary>
    public static string? FileAmong(string path) => Of(path).FirstOrDefault(File.Exists);

    /// <summary>The folders that do not exist, the innermost first.</summary>
    public static IReadOnlyList<string> Missing(string path) => [.. Of(path).TakeWhile(folder => !Directory.Exists(folder))];

    /// <summary>Removes empty folders, the innermost first; stops at one that is not empty.</summary>
    public static void RemoveEmpty(IEnumerable<string> folders)
    {
        foreach (string folder in folders)
        {
            try
            {
                Directory.Delete(folder);
            }
            catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
            {
                // In use by others, or never created. The folders above it stay, too.
                return;
            }
        }
    }

    private static IEnumerable<string> Of(string path)
    {
        for (string? folder = Path.GetDirectoryName(path); !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
        {
            yield return folder!;
        }
    }
}
