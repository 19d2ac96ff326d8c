using System;
using System.ComponentModel;
using System.IO;
using LakeFS.S3.Errors;
using LakeFS.S3.LocalFiles.Native;
using Microsoft.Win32.SafeHandles;

namespace LakeFS.S3.LocalFiles;

/// <summary>A location on Unix. The folder is held open; names are resolved in it, and links are not followed.</summary>
internal sealed class UnixPlace : FilePlace
{
    private const int PrivateMode = 0x180;
    private const int DefaultFileMode = 0x1B6;
    private const int DefaultFolderMode = 0x1FF;

    // The mask can only be read by setting it. Until it is restored, new files get too few permissions rather than too many.
    private static readonly Lazy<int> Mask = new(() =>
    {
        int mask = LibC.SetMask(0x3F);
        LibC.SetMask(mask);
        return mask;
    });

    private int _folder;

    private UnixPlace(string path, int folder)
        : base(path)
    {
        _folder = folder;
    }

    /// <summary>Opens the folder of a file, walking down from a root without following links.</summary>
    public static UnixPlace In(string path, string folder, string root)
    {
        if (root.Length > 0)
        {
            Directory.CreateDirectory(root);
        }

        int open = Check(LibC.Open(root.Length == 0 ? "." : root, LibC.Folder | LibC.CloseOnExec), root);
        string current = root.TrimEnd('/');
        foreach (string step in folder.Substring(Math.Min(folder.Length, current.Length)).Split(['/'], StringSplitOptions.RemoveEmptyEntries))
        {
            current = $"{current}/{step}";
            int next = Enter(open, step, current);
            LibC.Close(open);
            open = next;
        }

        return new UnixPlace(path, open);
    }

    public override PlaceKind Look() => LibC.Look(_folder, Name) switch
    {
        null => PlaceKind.Free,
        { IsRegular: true } => PlaceKind.File,
        { IsFolder: true } => PlaceKind.Folder,
        { IsLink: true } => PlaceKind.Link,
        _ => PlaceKind.Special,
    };

    public override FileStream Create(string name) =>
        Stream(Check(TryCreate(_folder, name), name));

    public override FileStream? CreateInPlaceOfAbandoned(string name)
    {
        int file = TryCreate(_folder, name);
        if (file < 0 && LibC.LastError == LibC.AlreadyExists)
        {
            file = DeleteAbandoned(name) ? TryCreate(_folder, name) : -1;
            if (file < 0)
            {
                return null;
            }
        }

        FileStream stream = Stream(Check(file, name));
        if (UnixLeftFile.TryLock(_folder, name, file))
        {
            return stream;
        }

        stream.Dispose();
        return null;
    }

    public override bool DeleteAbandoned(string name) => UnixLeftFile.Delete(_folder, name);

    public override FileStream OpenOrCreate(string name)
    {
        int created = TryCreate(_folder, name);
        if (created < 0 && LibC.LastError != LibC.AlreadyExists)
        {
            Check(created, name);
        }

        int file = created >= 0 ? created : LibC.OpenAt(_folder, name, LibC.ReadWrite | LibC.NoFollow | LibC.NonBlocking | LibC.CloseOnExec, 0);
        if (file < 0 && LibC.LastError == LibC.IsLink)
        {
            throw FileErrors.Unsafe(Beside(name));
        }

        FileStream stream = Stream(Check(file, name));
        try
        {
            Claim(stream.SafeFileHandle, name, isNew: created >= 0);
            return stream;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    public override void Fill(FileStream file, string name, bool replaces, bool force, DateTime? time = null)
    {
        FileFacts? old = LibC.Look(_folder, Name);
        if (old is { IsFolder: true })
        {
            throw FileErrors.IsDirectory(Path);
        }

        int rights = replaces && old is { IsRegular: true } ? old.Rights : DefaultFileMode & ~Mask.Value;
        // A file system without permissions ignores them.
        if (LibC.SetMode(file.SafeFileHandle, rights) != 0 && LibC.LastError != LibC.NotPermitted)
        {
            throw Failure(LibC.LastError);
        }

        if (time is DateTime written && LibC.SetTime(file.SafeFileHandle, written) != 0)
        {
            throw Failure(LibC.LastError);
        }

        // Closed, and no longer locked, only once no other download can take it for abandoned.
        if (replaces)
        {
            Check(LibC.Move(_folder, name, Name), name);
        }
        else if (UnixMove.WithoutReplacing(_folder, name, Name) != 0)
        {
            throw LibC.LastError == LibC.AlreadyExists ? FileErrors.Exists(Path) : Failure(LibC.LastError);
        }

        file.Dispose();
    }

    public override void Delete(string name, bool force)
    {
        if (LibC.Remove(_folder, name) != 0 && LibC.LastError != LibC.NoSuchEntry)
        {
            throw Failure(LibC.LastError);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (_folder >= 0)
        {
            LibC.Close(_folder);
            _folder = -1;
        }

        base.Dispose(disposing);
    }

    private static int Enter(int folder, string step, string path)
    {
        int flags = LibC.Folder | LibC.NoFollow | LibC.CloseOnExec;
        int next = LibC.OpenAt(folder, step, flags, 0);
        if (next < 0 && LibC.LastError == LibC.NoSuchEntry)
        {
            if (LibC.MakeFolder(folder, step, DefaultFolderMode) != 0 && LibC.LastError != LibC.AlreadyExists)
            {
                int reason = LibC.LastError;
                LibC.Close(folder);
                throw Failure(reason);
            }

            next = LibC.OpenAt(folder, step, flags, 0);
        }

        if (next >= 0)
        {
            return next;
        }

        int error = LibC.LastError;
        FileFacts? existing = LibC.Look(folder, step);
        LibC.Close(folder);
        throw existing switch
        {
            { IsLink: true } => FileErrors.IsLink(path),
            { IsFolder: false } => FileErrors.FileInTheWay(path),
            _ => Failure(error),
        };
    }

    /// <summary>Creates a file that must not exist; less than 0 on failure.</summary>
    internal static int TryCreate(int folder, string name) =>
        LibC.OpenAt(folder, name, LibC.ReadWrite | LibC.Create | LibC.Exclusive | LibC.NoFollow | LibC.CloseOnExec, PrivateMode);

    // An existing file may belong to someone else, or be a hard link to another file.
    private void Claim(SafeFileHandle file, string name, bool isNew)
    {
        int number = (int)file.DangerousGetHandle();
        FileFacts facts = LibC.Look(number, string.Empty) ?? throw Failure(LibC.LastError);
        if (!isNew && !UnixLeftFile.IsOwn(facts))
        {
            throw FileErrors.Unsafe(Beside(name));
        }

        if (!LibC.TryLock(number))
        {
            throw new IOException("Another download is writing it.");
        }

        if (!isNew)
        {
            LibC.SetMode(file, PrivateMode);
        }
    }

    private static FileStream Stream(int file) =>
        new(new SafeFileHandle((IntPtr)file, ownsHandle: true), FileAccess.ReadWrite, bufferSize: 1);

    private static int Check(int result, string name) => result >= 0 ? result : throw Failure(LibC.LastError);

    private static Exception Failure(int error)
    {
        string message = new Win32Exception(error).Message;
        return error is LibC.AccessDenied or LibC.NotPermitted ? new UnauthorizedAccessException(message) : new IOException(message);
    }

    private string Beside(string name) => System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path) ?? string.Empty, name);
}
