using System;
using System.Formats.Tar;
using System.IO;
using LakeFS.S3.Errors;

namespace LakeFS.S3.LocalFiles;

/// <summary>
/// Tells regular files from pipes, devices and sockets. Opening a pipe waits, perhaps for ever, until somebody writes to
/// it; and a file that takes the place of a device is a broken machine.
/// </summary>
internal static class RegularFile
{
    /// <summary>Refuses a path that leads to something else than a regular file. What is not there, or can't be looked at, passes.</summary>
    /// <exception cref="LakeS3Exception"><c>LakeFileNotRegular</c>.</exception>
    public static void Require(string path) => Require(new FileInfo(path));

    /// <summary>The same of a file that was looked at already.</summary>
    /// <exception cref="LakeS3Exception"><c>LakeFileNotRegular</c>.</exception>
    public static void Require(FileInfo file)
    {
        FileInfo? meant = (file.Attributes & FileAttributes.ReparsePoint) == 0 ? file : file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo;
        // All others have a size of 0, so that only empty files are looked at twice.
        if (meant is { Exists: true, Length: 0 } && !OperatingSystem.IsWindows() && !IsRegular(meant.FullName))
        {
            throw FileErrors.NotRegular(file.FullName);
        }
    }

    // What a file is, .NET tells nowhere else: an archive's entry has the type. Nothing is opened but regular files.
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
            // Opening it reports what is wrong.
            return true;
        }

        archive.Position = 0;
        using TarReader reader = new(archive);
        return reader.GetNextEntry()?.EntryType == TarEntryType.RegularFile;
    }
}
