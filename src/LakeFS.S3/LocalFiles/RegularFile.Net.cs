using System;
using System.Formats.Tar;
using System.IO;
using LakeFS.S3.Errors;

namespace LakeFS.S3.LocalFiles;

/// <summary>
/// Distinguishes regular files from pipes, devices and sockets. Opening a pipe can block forever, and replacing a device
/// with a file breaks the machine.
/// </summary>
internal static class RegularFile
{
    /// <summary>Refuses a path of anything but a regular file. A missing or inaccessible path is accepted.</summary>
    /// <exception cref="LakeS3Exception"><c>LakeFileNotRegular</c>.</exception>
    public static void Require(string path) => Require(new FileInfo(path));

    /// <summary>Refuses anything but a regular file.</summary>
    /// <exception cref="LakeS3Exception"><c>LakeFileNotRegular</c>.</exception>
    public static void Require(FileInfo file)
    {
        FileInfo? target = (file.Attributes & FileAttributes.ReparsePoint) == 0 ? file : file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo;
        // Pipes, devices and sockets have size 0, so only empty files need the check.
        if (target is { Exists: true, Length: 0 } && !OperatingSystem.IsWindows() && !IsRegular(target.FullName))
        {
            throw FileErrors.NotRegular(file.FullName);
        }
    }

    // .NET shows a file's type only in a tar entry. Writing one opens regular files only.
    private static bool IsRegular(string path)
    {
        using MemoryStream archive = new();
        try
        {
            using TarWriter writer = new(archive, TarEntryFormat.Pax, leaveOpen: true);
            writer.WriteEntry(path, "entry");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // Opening the file reports the error.
            return true;
        }

        archive.Position = 0;
        using TarReader reader = new(archive);
        return reader.GetNextEntry()?.EntryType == TarEntryType.RegularFile;
    }
}
