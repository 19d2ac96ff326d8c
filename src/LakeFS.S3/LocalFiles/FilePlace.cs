using System;
using System.IO;
using System.Runtime.InteropServices;

namespace LakeFS.S3.LocalFiles;

/// <summary>
/// The place of a file that is to be written: a name in a folder. On Unix the folder is held open, so that it stays the same
/// one whatever others do to its path meanwhile.
/// </summary>
internal abstract class FilePlace : IDisposable
{
    protected FilePlace(string path)
    {
        Path = path;
        Name = System.IO.Path.GetFileName(path);
    }

    /// <summary>The full path.</summary>
    public string Path { get; }

    /// <summary>The name in its folder.</summary>
    protected string Name { get; }

    /// <summary>Finds the folder of a file, and makes it where it does not exist.</summary>
    /// <param name="path">The file's full path.</param>
    /// <param name="root">The folder below which no link is followed; null where the whole path was named by the user.</param>
    /// <param name="links">Whether links are followed all the same.</param>
    /// <exception cref="LakeS3Exception">A link or a file is in the way.</exception>
    /// <exception cref="IOException">The folder can't be made.</exception>
    public static FilePlace Open(string path, string? root, LakeLinkRule links)
    {
        string folder = System.IO.Path.GetDirectoryName(path) ?? string.Empty;
        bool follows = root is null || links == LakeLinkRule.Follow;
        return RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
            ? new PathPlace(path, folder, follows ? folder : root!)
            : UnixPlace.In(path, folder, follows ? folder : root!);
    }

    /// <summary>What is there.</summary>
    public abstract PlaceKind Look();

    /// <summary>Makes a file beside the place, where none of its name is.</summary>
    public abstract FileStream Create(string name);

    /// <summary>Opens a file beside the place, or makes it; refuses what somebody else may have put there.</summary>
    /// <exception cref="LakeS3Exception"><c>LakeFileUnsafe</c>.</exception>
    public abstract FileStream OpenOrCreate(string name);

    /// <summary>Puts a file from beside the place into it, and closes it. Where it replaces another it gets the rights of that one.</summary>
    /// <param name="file">The open file.</param>
    /// <param name="name">Its name.</param>
    /// <param name="replaces">Whether a file that is there is replaced; otherwise it stays, and this is an error.</param>
    /// <param name="force">Whether it is replaced even if it is read-only.</param>
    /// <exception cref="LakeS3Exception"><c>LakeFileExists</c>.</exception>
    public abstract void Fill(FileStream file, string name, bool replaces, bool force);

    /// <summary>Removes a file beside the place, if it is there.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="force">Whether it is removed even if it is read-only.</param>
    public abstract void Delete(string name, bool force);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }
}
