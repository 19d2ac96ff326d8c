using System;
using System.Runtime.InteropServices;
using System.Text;

namespace LakeFS.S3.LocalFiles.Native;

/// <summary>
/// C library functions that .NET does not expose: paths relative to an open folder, opening without following links, and
/// renaming without replacing. They return -1 on failure, with the error code in <see cref="LastError"/>.
/// </summary>
internal static class LibC
{
    public const int NoSuchEntry = 2;
    public const int NotPermitted = 1;
    public const int AccessDenied = 13;
    public const int AlreadyExists = 17;
    public const int NotADirectory = 20;
    public const int InvalidArgument = 22;

    /// <summary>Returned by <see cref="MoveWithoutReplacing"/> if the C library is too old for it.</summary>
    public const int NotAvailable = -2;

    private const int Locked = 6;

    private static readonly bool IsMac = RuntimeInformation.IsOSPlatform(OSPlatform.OSX);
    private static readonly bool HasArmFlags = RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64;

    // The first read of the last error loads an assembly, and the search for that assembly changes the last error. So it is
    // read once before any call.
    static LibC() => _ = Marshal.GetLastWin32Error();

    /// <summary>ELOOP, the error for opening a link with <see cref="NoFollow"/>.</summary>
    public static int IsLink { get; } = IsMac ? 62 : 40;

    public static int NotSupported { get; } = IsMac ? 45 : 95;

    public static int NotImplemented { get; } = IsMac ? 78 : 38;

    public static int ReadWrite => 2;

    public static int Create { get; } = IsMac ? 0x200 : 0x40;

    public static int Exclusive { get; } = IsMac ? 0x800 : 0x80;

    // Opens a pipe without waiting for the other end, so that it can be refused.
    public static int NonBlocking { get; } = IsMac ? 0x4 : 0x800;

    public static int NoFollow { get; } = IsMac ? 0x100 : HasArmFlags ? 0x8000 : 0x20000;

    public static int CloseOnExec { get; } = IsMac ? 0x1000000 : 0x80000;

    /// <summary>Opens a folder; on Linux with O_PATH, which needs no permission to list it.</summary>
    public static int Folder { get; } = IsMac ? 0x100000 : (HasArmFlags ? 0x4000 : 0x10000) | 0x200000;

    /// <summary>The error code of the last failed call.</summary>
    public static int LastError => Marshal.GetLastWin32Error();

    public static int Open(string path, int flags) => OpenPath(Bytes(path), flags);

    // Apple's ARM64 ABI passes variadic arguments on the stack: the mode follows the eight arguments in registers.
    public static int OpenAt(int folder, string name, int flags, int mode) => IsMac && HasArmFlags
        ? OpenAtOnStack(folder, Bytes(name), flags, 0, 0, 0, 0, 0, mode)
        : OpenAtInRegisters(folder, Bytes(name), flags, mode);

    public static int MakeFolder(int folder, string name, int mode) => MakeFolderAt(folder, Bytes(name), mode);

    public static int Remove(int folder, string name) => UnlinkAt(folder, Bytes(name), 0);

    public static int Move(int folder, string from, string to) => RenameAt(folder, Bytes(from), folder, Bytes(to));

    /// <summary>Renames a file without replacing another. Not every file system supports it.</summary>
    public static int MoveWithoutReplacing(int folder, string from, string to)
    {
        try
        {
            return IsMac
                ? RenameAtMac(folder, Bytes(from), folder, Bytes(to), flags: 4)
                : RenameAtLinux(folder, Bytes(from), folder, Bytes(to), flags: 1);
        }
        catch (EntryPointNotFoundException)
        {
            return NotAvailable;
        }
    }

    public static int Link(int folder, string from, string to) => LinkAt(folder, Bytes(from), folder, Bytes(to), 0);

    /// <summary>Resolves all links in a path; null if it leads nowhere.</summary>
    public static string? RealPath(string path)
    {
        IntPtr text = RealPathOf(Bytes(path), IntPtr.Zero);
        if (text == IntPtr.Zero)
        {
            return null;
        }

        int length = 0;
        while (Marshal.ReadByte(text, length) != 0)
        {
            length++;
        }

        byte[] bytes = new byte[length];
        Marshal.Copy(text, bytes, 0, length);
        Free(text);
        return Encoding.UTF8.GetString(bytes);
    }

    public static int SetMode(SafeHandle file, int mode) => ChangeMode(file, mode);

    /// <summary>Sets the modification time of a file.</summary>
    public static int SetTime(SafeHandle file, DateTime time)
    {
        long ticks = (time - new DateTime(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc)).Ticks;
        long seconds = ticks >= 0 ? ticks / TimeSpan.TicksPerSecond : -((TimeSpan.TicksPerSecond - 1 - ticks) / TimeSpan.TicksPerSecond);
        // Two times of seconds and nanoseconds: the one of the last access stays.
        nint[] times = [0, IsMac ? -2 : 0x3FFFFFFE, (nint)seconds, (nint)((ticks - (seconds * TimeSpan.TicksPerSecond)) * 100)];
        return SetTimes(file, times);
    }

    /// <summary>Locks a file for this process; false if another has locked it.</summary>
    public static bool TryLock(int file) => FLock(file, Locked) == 0;

    /// <summary>Whether an error of <see cref="TryLock"/> is that another has locked the file.</summary>
    public static bool IsLocked(int error) => error == (IsMac ? 35 : 11);

    public static int Close(int file) => CloseFile(file);

    public static uint UserId() => GetUserId();

    /// <summary>Sets the permission bits that new files do not get, and returns the previous mask.</summary>
    public static int SetMask(int mask) => UMask(mask);

    /// <summary>Returns the attributes of a name in a folder, or of an open file if the name is empty; null if they can't be read.</summary>
    public static FileFacts? Look(int folder, string name) => IsMac ? LookMac(folder, name) : LookLinux(folder, name);

    private static FileFacts? LookLinux(int folder, string name)
    {
        const int noFollow = 0x100;
        const int itself = 0x1000;
        byte[] facts = new byte[256];
        if (StatX(folder, Bytes(name), name.Length == 0 ? itself : noFollow, mask: 0x7FF, facts) != 0)
        {
            return null;
        }

        return new FileFacts(BitConverter.ToUInt16(facts, 28), BitConverter.ToUInt32(facts, 20), BitConverter.ToUInt32(facts, 16));
    }

    private static FileFacts? LookMac(int folder, string name)
    {
        byte[] facts = new byte[256];
        int failed = RuntimeInformation.ProcessArchitecture == Architecture.Arm64
            ? name.Length == 0 ? FStat(folder, facts) : FStatAt(folder, Bytes(name), facts, 0x20)
            : name.Length == 0 ? FStatIntel(folder, facts) : FStatAtIntel(folder, Bytes(name), facts, 0x20);
        return failed != 0 ? null : new FileFacts(BitConverter.ToUInt16(facts, 4), BitConverter.ToUInt32(facts, 16), BitConverter.ToUInt16(facts, 6));
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text + "\0");

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int OpenPath(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "openat", SetLastError = true)]
    private static extern int OpenAtInRegisters(int folder, byte[] name, int flags, int mode);

    [DllImport("libc", EntryPoint = "openat", SetLastError = true)]
    private static extern int OpenAtOnStack(int folder, byte[] name, int flags, nint x3, nint x4, nint x5, nint x6, nint x7, int mode);

    [DllImport("libc", EntryPoint = "mkdirat", SetLastError = true)]
    private static extern int MakeFolderAt(int folder, byte[] name, int mode);

    [DllImport("libc", EntryPoint = "unlinkat", SetLastError = true)]
    private static extern int UnlinkAt(int folder, byte[] name, int flags);

    [DllImport("libc", EntryPoint = "renameat", SetLastError = true)]
    private static extern int RenameAt(int fromFolder, byte[] from, int toFolder, byte[] to);

    [DllImport("libc", EntryPoint = "renameat2", SetLastError = true)]
    private static extern int RenameAtLinux(int fromFolder, byte[] from, int toFolder, byte[] to, uint flags);

    [DllImport("libc", EntryPoint = "renameatx_np", SetLastError = true)]
    private static extern int RenameAtMac(int fromFolder, byte[] from, int toFolder, byte[] to, uint flags);

    [DllImport("libc", EntryPoint = "linkat", SetLastError = true)]
    private static extern int LinkAt(int fromFolder, byte[] from, int toFolder, byte[] to, int flags);

    [DllImport("libc", EntryPoint = "realpath", SetLastError = true)]
    private static extern IntPtr RealPathOf(byte[] path, IntPtr buffer);

    [DllImport("libc", EntryPoint = "free")]
    private static extern void Free(IntPtr memory);

    [DllImport("libc", EntryPoint = "fchmod", SetLastError = true)]
    private static extern int ChangeMode(SafeHandle file, int mode);

    [DllImport("libc", EntryPoint = "futimens", SetLastError = true)]
    private static extern int SetTimes(SafeHandle file, nint[] times);

    [DllImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static extern int FLock(int file, int operation);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    private static extern int CloseFile(int file);

    [DllImport("libc", EntryPoint = "geteuid")]
    private static extern uint GetUserId();

    [DllImport("libc", EntryPoint = "umask")]
    private static extern int UMask(int mask);

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    private static extern int StatX(int folder, byte[] name, int flags, uint mask, byte[] facts);

    [DllImport("libc", EntryPoint = "fstat", SetLastError = true)]
    private static extern int FStat(int file, byte[] facts);

    [DllImport("libc", EntryPoint = "fstatat", SetLastError = true)]
    private static extern int FStatAt(int folder, byte[] name, byte[] facts, int flags);

    [DllImport("libc", EntryPoint = "fstat$INODE64", SetLastError = true)]
    private static extern int FStatIntel(int file, byte[] facts);

    [DllImport("libc", EntryPoint = "fstatat$INODE64", SetLastError = true)]
    private static extern int FStatAtIntel(int folder, byte[] name, byte[] facts, int flags);
}
