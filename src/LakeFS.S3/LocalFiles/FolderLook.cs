using System;
using System.IO;
using System.Runtime.InteropServices;
using LakeFS.S3.LocalFiles.Native;

namespace LakeFS.S3.LocalFiles;

/// <summary>Inspects paths in a folder without following links.</summary>
internal static class FolderLook
{
    private static readonly bool IsUnix = !RuntimeInformation.IsOSPlatform(OSPlatform.Windows);
    private static readonly char[] Separators = [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar];

    /// <summary>Returns what exists at a path. An inaccessible path counts as free: opening it reports the error.</summary>
    public static PlaceKind At(string path)
    {
        FileInfo file = new(path);
        try
        {
            // .NET returns -1 as the attributes of a missing file.
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

    /// <summary>Whether an entry is a link. Reparse points alone don't tell: on Windows, cloud files have them too.</summary>
    public static bool IsLink(FileSystemInfo entry) =>
        (entry.Attributes & FileAttributes.ReparsePoint) != 0
#if NET
        && (IsUnix || entry.LinkTarget is not null)
#endif
        ;

    /// <summary>Returns the first link on the path from a folder to a path in it; null if there is none. The folder itself may be a link.</summary>
    public static string? FirstLink(string folder, string path) =>
        Walk(folder, path, LakeLinkRule.Skip) is (string step, PlaceKind.Link) ? step : null;

    /// <summary>Walks from a folder to a path in it, up to the first component that is not a folder.</summary>
    /// <returns>The last component reached, and what it is.</returns>
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

    /// <summary>Resolves all links in a path.</summary>
    public static string RealPath(string path) => IsUnix ? LibC.RealPath(path) ?? path : Kernel32.FinalPath(path) ?? path;
}
