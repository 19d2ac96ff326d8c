#if NET
using System;
#endif
using System.IO;
#if !NET
using System.Runtime.InteropServices;
#endif
using System.Text;
#if !NET
using LakeFS.S3.LocalFiles.Native;
#endif

namespace LakeFS.S3.LocalFiles;

/// <summary>Files and folders that only the user can read and write. On Windows they inherit this from the user's folders.</summary>
internal static class PrivateFile
{
    /// <summary>Creates a temporary file that is deleted when it is closed.</summary>
    public static FileStream CreateTemporary(int bufferSize) => Open(
        Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileOptions.DeleteOnClose, bufferSize);

    /// <summary>Writes a text file, replacing an existing one.</summary>
    public static void Write(string path, string text) => Write(path, FileMode.Create, text);

    /// <summary>Appends to a text file.</summary>
    public static void Append(string path, string text) => Write(path, FileMode.Append, text);

    /// <summary>Creates a folder and its parents.</summary>
    public static void CreateFolder(string path)
    {
#if NET
        if (!OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return;
        }
#else
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Windows) && !Directory.Exists(path))
        {
            CreateFolder(Path.GetDirectoryName(path)!);
            LibC.MakeFolder(folder: -1, path, 0x1C0);
        }
#endif
        Directory.CreateDirectory(path);
    }

    private static void Write(string path, FileMode mode, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        using FileStream file = Open(path, mode, FileAccess.Write, FileOptions.None, bufferSize: 1);
        file.Write(bytes, 0, bytes.Length);
    }

    private static FileStream Open(string path, FileMode mode, FileAccess access, FileOptions options, int bufferSize)
    {
#if NET
        FileStreamOptions all = new() { Mode = mode, Access = access, Share = FileShare.None, Options = options, BufferSize = bufferSize };
        if (!OperatingSystem.IsWindows())
        {
            all.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, all);
#else
        FileStream file = new(path, mode, access, FileShare.None, bufferSize, options);
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            LibC.SetMode(file.SafeFileHandle, 0x180);
        }

        return file;
#endif
    }
}
