using System;
using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace LakeFS.S3.LocalFiles.Native;

/// <summary>Windows functions that .NET does not expose, such as opening a link itself.</summary>
internal static class Kernel32
{
    private const uint ReadWrite = 0xC0000000;
    private const uint OpenExisting = 3;
    private const uint OpenAlways = 4;
    private const uint BackupSemantics = 0x02000000;
    private const uint OpenReparsePoint = 0x00200000;
    private const uint ReparsePointAttribute = 0x400;
    private const uint DirectoryAttribute = 0x10;

    /// <summary>Opens or creates a file exclusively, without following a link.</summary>
    /// <exception cref="Win32Exception">It can't be opened.</exception>
    public static SafeFileHandle OpenWithoutFollowing(string path)
    {
        SafeFileHandle file = CreateFile(path, ReadWrite, share: 0, IntPtr.Zero, OpenAlways, OpenReparsePoint, IntPtr.Zero);
        return file.IsInvalid ? throw new Win32Exception(Marshal.GetLastWin32Error()) : file;
    }

    /// <summary>Whether an open file is a regular file with a single hard link.</summary>
    public static bool IsPlain(SafeFileHandle file)
    {
        // BY_HANDLE_FILE_INFORMATION: the attributes are word 0, the number of links is word 10.
        uint[] facts = new uint[13];
        return GetFileInformationByHandle(file, facts)
            && (facts[0] & (ReparsePointAttribute | DirectoryAttribute)) == 0
            && facts[10] == 1;
    }

    /// <summary>Resolves all links in a path; null if it leads nowhere.</summary>
    public static string? FinalPath(string path)
    {
        using SafeFileHandle file = CreateFile(path, access: 0, share: 7, IntPtr.Zero, OpenExisting, BackupSemantics, IntPtr.Zero);
        char[] text = new char[32 * 1024];
        uint length = file.IsInvalid ? 0 : GetFinalPathNameByHandle(file, text, (uint)text.Length, flags: 0);
        return length == 0 ? null : new string(text, 0, (int)length);
    }

    [DllImport("kernel32", EntryPoint = "CreateFileW", SetLastError = true, CharSet = CharSet.Unicode)]
    private static extern SafeFileHandle CreateFile(
        string path, uint access, uint share, IntPtr security, uint disposition, uint flags, IntPtr template);

    [DllImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool GetFileInformationByHandle(SafeFileHandle file, [Out] uint[] facts);

    [DllImport("kernel32", EntryPoint = "GetFinalPathNameByHandleW", SetLastError = true, CharSet = CharSet.Unicode)]
    private static extern uint GetFinalPathNameByHandle(SafeFileHandle file, [Out] char[] path, uint length, uint flags);
}
