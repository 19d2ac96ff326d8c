using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace LakeFS.S3.LocalFiles;

/// <summary>The folders above a file.</summary>
internal static class ParentFolders
{
    /// <summary>The file that stands where a path needs a folder; null where none does.</summary>
    public static string? FileAmong(string path) => Of(path).FirstOrDefault(File.Exists);

    /// <summary>Those that do not exist, the innermost first.</summary>
    public static IReadOnlyList<string> Missing(string path) => [.. Of(path).TakeWhile(folder => !Directory.Exists(folder))];

    /// <summary>Removes folders, the innermost first, as long as they are empty.</summary>
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
                // Somebody else uses it by now, or it was never made; those above stay, too.
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
