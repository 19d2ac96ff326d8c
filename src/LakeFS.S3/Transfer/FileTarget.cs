using System;
using System.IO;
using System.Threading.Tasks;

namespace LakeFS.S3;

/// <summary>
/// A file that appears whole or not at all: written under another name beside its place, and moved into it when
/// everything was checked.
/// </summary>
internal sealed class FileTarget : IDisposable
{
    private readonly string _path;
    private readonly bool _force;
    private readonly string _partial;
    private FileStream? _stream;

    private FileTarget(string path, bool force)
    {
        _path = path;
        _force = force;
        _partial = Path.Combine(Path.GetDirectoryName(path) ?? string.Empty, $".{Guid.NewGuid():N}.partial");
    }

    /// <summary>What to write to.</summary>
    public Stream Stream => _stream ?? throw new ObjectDisposedException(nameof(FileTarget));

    /// <summary>Opens the file beside the place, making folders as needed.</summary>
    /// <exception cref="LakeS3Exception">The place can't be written, or holds something that is to stay.</exception>
    public static FileTarget Open(string path, bool noClobber, bool force)
    {
        Check(path, noClobber, force);
        FileTarget target = new(path, force);
        try
        {
            if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
            {
                Directory.CreateDirectory(folder);
            }

            target._stream = new FileStream(target._partial, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, useAsync: true);
            return target;
        }
        catch (Exception inner) when (inner is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw FileErrors.Unwritable(path, inner);
        }
    }

    /// <summary>Looks at the place without touching it.</summary>
    /// <exception cref="LakeS3Exception">The place holds something that is to stay.</exception>
    public static void Check(string path, bool noClobber, bool force)
    {
        if (Directory.Exists(path))
        {
            throw FileErrors.IsDirectory(path);
        }

        if (!File.Exists(path))
        {
            return;
        }

        if (noClobber)
        {
            throw FileErrors.Exists(path);
        }

        if (!force && (File.GetAttributes(path) & FileAttributes.ReadOnly) != 0)
        {
            throw FileErrors.ReadOnly(path);
        }
    }

    /// <summary>Puts the file into its place.</summary>
    /// <exception cref="LakeS3Exception">The disk is full, or the place can't be written.</exception>
    public async Task CommitAsync()
    {
        try
        {
            await Stream.FlushAsync().ConfigureAwait(false);
            Stream.Dispose();
            _stream = null;
            if (_force && File.Exists(_path))
            {
                File.SetAttributes(_path, FileAttributes.Normal);
            }

            MoveIntoPlace();
        }
        catch (Exception inner) when (inner is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Unwritable(_path, inner);
        }
    }

    /// <summary>Removes what was written unless it is in its place.</summary>
    public void Dispose()
    {
        _stream?.Dispose();
        _stream = null;
        File.Delete(_partial);
    }

    private void MoveIntoPlace()
    {
#if NET
        File.Move(_partial, _path, overwrite: true);
#else
        if (File.Exists(_path))
        {
            File.Replace(_partial, _path, destinationBackupFileName: null);
        }
        else
        {
            File.Move(_partial, _path);
        }
#endif
    }
}
