using System;
using System.IO;
using System.Runtime.InteropServices;

namespace LakeFS.S3.LocalFiles;

/// <summary>
/// The location of a file to be written: a name in a folder. On Unix the folder is held open, so that changes to its path
/// by others don't redirect the write.
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

    /// <summary>The file name.</summary>
    protected string Name { get; }

    /// <summary>Opens the folder of a file, creating it if needed.</summary>
    /// <param name="path">The file's full path.</param>
    /// <param name="root">The folder below which links are not followed; null if the user named the whole path.</param>
    /// <param name="links">Whether to follow links below the root.</param>
    /// <exception cref="LakeS3Exception">A link or a file is in the way.</exception>
    /// <exception cref="IOException">The folder can't be created.</exception>
    public static FilePlace Open(string path, string? root, LakeLinkRule links)
    {
        string folder = System.IO.Path.GetDirectoryName(path) ?? string.Empty;
        bool follows = root is null || links == LakeLinkRule.Follow;
        return RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
            ? new PathPlace(path, folder, follows ? folder : root!)
            : UnixPlace.In(path, folder, follows ? folder : root!);
    }

    /// <summary>Returns what exists at this location.</summary>
    public abstract PlaceKind Look();

    /// <summary>Creates a new file in the same folder; the name must not exist.</summary>
    public abstract FileStream Create(string name);

    /// <summary>
    /// Creates a new file in the same folder, in place of one that a killed process left; the system notices as long as it is
    /// open.
    /// </summary>
    /// <returns>The file; null if another process is writing the existing one, or it may be someone else's.</returns>
    public abstract FileStream? CreateInPlaceOfAbandoned(string name);

    /// <summary>Deletes a file in the same folder that a killed process left.</summary>
    /// <returns>False if there is none, another process is writing it, or it may be someone else's.</returns>
    public abstract bool DeleteAbandoned(string name);

    /// <summary>Opens or creates a file in the same folder. A file that someone else may have placed there is refused.</summary>
    /// <exception cref="LakeS3Exception"><c>LakeFileUnsafe</c>.</exception>
    public abstract FileStream OpenOrCreate(string name);

    /// <summary>Closes a file in the same folder and renames it to this location. A file that replaces another gets its permissions.</summary>
    /// <param name="file">The open file.</param>
    /// <param name="name">Its name.</param>
    /// <param name="replaces">Whether to replace an existing file; otherwise an existing file is an error.</param>
    /// <param name="force">Whether to replace a read-only file.</param>
    /// <param name="time">The modification time to give the file, UTC; null for none.</param>
    /// <exception cref="LakeS3Exception"><c>LakeFileExists</c>.</exception>
    public abstract void Fill(FileStream file, string name, bool replaces, bool force, DateTime? time = null);

    /// <summary>Deletes a file in the same folder, if it exists.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="force">Whether to delete a read-only file.</param>
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
