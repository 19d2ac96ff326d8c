using System;
using System.IO;
using System.Runtime.InteropServices;
using LakeFS.S3.LocalFiles.Native;

namespace LakeFS.S3.LocalFiles;

/// <summary>Looks at paths below a folder without following links.</summary>
internal static class FolderLook
{
    private static readonly bool IsUnix = !RuntimeInformation.IsOSPlatform(OSPlatform.Windows);
    private static readonly char[] Separators = [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar];

    /// <summary>What there is at a path. What can't be looked at is nothing here: opening it says what is wrong.</summary>
    public static PlaceKind At(string path)
    {
        FileInfo file = new(path);
        try
        {
            // -1 is what every attribute of a missing file is told as.
            return (int)file.Attributes == -1 ? PlaceKind.Free
                : IsLink(file) ? PlaceKind.Link
                : (file.Attributes & FileAttributes.Directory) != 0 ? PlaceKind.Folder
                : PlaceKind.File;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            return PlaceKind.Free;
        }
    }

    /// <summary>Whether something is a link that leads elsewhere. Windows marks files with content in a cloud in the same way.</summary>
    public static bool IsLink(FileSystemInfo entry) =>
        (entry.Attributes & FileAttributes.ReparsePoint) != 0
#if NET
        && (IsUnix || entry.LinkTarget is not null)
#endif
        ;

    /// <summary>The first link on the way from a folder to a path below it; null where there is none. The folder itself is not looked at.</summary>
    public static string? FirstLink(string folder, string path) =>
        Walk(folder, path, LakeLinkRule.Skip) is (string step, PlaceKind.Link) ? step : null;

    /// <summary>Goes from a folder down to a path below it, as far as there are folders.</summary>
    /// <returns>The path itself or what stands in its way, and what that is.</returns>
    public static (string Step, PlaceKind Kind) Walk(string folder, string path, LakeLinkRule links)
    {
        string step = folder;
        PlaceKind kind = PlaceKind.Folder;
        for (int end = folder.TrimEnd(Separators).Length; end < path.Length && kind == PlaceKind.Folder;)
        {
            end = path.IndexOfAny(Separators, end + 1);
            end = end < 0 ? path.Length : end;
            step = path.Substring(0, end);
            kind = At(step);
            if (kind == PlaceKind.Link && links == LakeLinkRule.Follow)
            {
                kind = Directory.Exists(step) ? PlaceKind.Folder : File.Exists(step) ? PlaceKind.File : PlaceKind.Free;
            }
        }

        return (step, kind);
    }

    /// <summary>Where a path leads when all links are followed.</summary>
    public static string RealPath(string path) => IsUnix ? LibC.RealPath(path) ?? path : Kernel32.FinalPath(path) ?? path;
}
