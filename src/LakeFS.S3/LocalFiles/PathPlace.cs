using System;
using System.IO;
using LakeFS.S3.Errors;
using LakeFS.S3.LocalFiles.Native;

namespace LakeFS.S3.LocalFiles;

/// <summary>A location on Windows, where files are accessed by path only: each step checks for links first.</summary>
internal sealed class PathPlace : FilePlace
{
    private readonly string _folder;
    private readonly string _root;

    public PathPlace(string path, string folder, string root)
        : base(path)
    {
        _folder = folder;
        _root = root;
        RequireNoLink();
        if (folder.Length > 0 && !Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder);
        }
    }

    public override PlaceKind Look() => FolderLook.At(Path);

    public override FileStream Create(string name)
    {
        RequireNoLink();
        return new FileStream(Beside(name), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
    }

    public override FileStream? CreateInPlaceOfAbandoned(string name)
    {
        try
        {
            return Create(name);
        }
        catch (IOException) when (DeleteAbandoned(name))
        {
            return Create(name);
        }
        catch (IOException) when (File.Exists(Beside(name)))
        {
            return null;
        }
    }

    public override bool DeleteAbandoned(string name)
    {
        RequireNoLink();
        try
        {
            bool exists = FolderLook.At(Beside(name)) == PlaceKind.File;
            if (exists)
            {
                File.Delete(Beside(name));
            }

            return exists;
        }
        catch (Exception inUse) when (inUse is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public override FileStream OpenOrCreate(string name)
    {
        RequireNoLink();
        FileStream file = new(Kernel32.OpenWithoutFollowing(Beside(name)), FileAccess.ReadWrite, bufferSize: 1);
        if (!Kernel32.IsPlain(file.SafeFileHandle))
        {
            file.Dispose();
            throw FileErrors.Unsafe(Beside(name));
        }

        return file;
    }

    public override void Fill(FileStream file, string name, bool replaces, bool force, DateTime? time = null)
    {
        file.Dispose();
        RequireNoLink();
        if (time is DateTime written)
        {
            File.SetLastWriteTimeUtc(Beside(name), written);
        }

        if (replaces && force && FolderLook.At(Path) == PlaceKind.File)
        {
            File.SetAttributes(Path, FileAttributes.Normal);
        }

        if (replaces && File.Exists(Path))
        {
            File.Move(Beside(name), Path, overwrite: true);
            return;
        }

        try
        {
            File.Move(Beside(name), Path);
        }
        catch (IOException) when (File.Exists(Path))
        {
            throw FileErrors.Exists(Path);
        }
    }

    public override void Delete(string name, bool force)
    {
        RequireNoLink();
        if (force && FolderLook.At(Beside(name)) == PlaceKind.File)
        {
            File.SetAttributes(Beside(name), FileAttributes.Normal);
        }

        File.Delete(Beside(name));
    }

    private string Beside(string name) => System.IO.Path.Combine(_folder, name);

    private void RequireNoLink()
    {
        if (FolderLook.FirstLink(_root, _folder) is string link)
        {
            throw FileErrors.IsLink(link);
        }
    }
}
