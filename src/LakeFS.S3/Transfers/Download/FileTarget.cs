using System;
using System.IO;
using LakeFS.S3.Errors;
using LakeFS.S3.LocalFiles;

namespace LakeFS.S3.Transfers.Download;

/// <summary>
/// A file that appears whole or not at all: written under another name beside its place, from any position, and moved
/// into it when everything was checked.
/// </summary>
internal sealed class FileTarget : IDownloadTarget, IDisposable
{
    private readonly string _path;
    private readonly string _partial;
    private readonly bool _force;
    private FileStream? _stream;
    private bool _isInPlace;

    private FileTarget(string path, string partial, bool force)
    {
        _path = path;
        _partial = partial;
        _force = force;
    }

    /// <inheritdoc/>
    public bool KeepsPartial { get; set; }

    /// <summary>Opens the file beside the place, making folders as needed.</summary>
    /// <exception cref="LakeS3Exception">The place can't be written, or holds something that is to stay.</exception>
    public static FileTarget Open(string path, DownloadOptions options)
    {
        string folder = Path.GetDirectoryName(path) ?? string.Empty;
        FileTarget target = new(path, options.Resume ? UnfinishedDownload.PathFor(path) : UnfinishedDownload.NewPathFor(path), options.Force);
        try
        {
            Check(path, options);
            if (folder.Length > 0 && !Directory.Exists(folder))
            {
                Directory.CreateDirectory(folder);
            }

            target._stream = new FileStream(
                target._partial, options.Resume ? FileMode.OpenOrCreate : FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
            return target;
        }
        catch (Exception inner) when (inner is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw FileErrors.Unwritable(path, inner);
        }
    }

    /// <inheritdoc/>
    public void Allocate(long size) => Guard(stream => stream.SetLength(size));

    /// <inheritdoc/>
    public void Write(long position, byte[] buffer, int count) => Guard(stream =>
    {
#if NET
        RandomAccess.Write(stream.SafeFileHandle, buffer.AsSpan(0, count), position);
#else
        lock (stream)
        {
            stream.Position = position;
            stream.Write(buffer, 0, count);
            stream.Flush();
        }
#endif
    });

    /// <inheritdoc/>
    public int Read(long position, byte[] buffer, int count)
    {
        int read = 0;
        Guard(stream =>
        {
#if NET
            read = RandomAccess.Read(stream.SafeFileHandle, buffer.AsSpan(0, count), position);
#else
            lock (stream)
            {
                stream.Position = position;
                read = stream.Read(buffer, 0, count);
            }
#endif
        });
        return read;
    }

    /// <summary>Puts the file into its place.</summary>
    /// <exception cref="LakeS3Exception">The disk is full, or the place can't be written.</exception>
    public void Commit()
    {
        Guard(stream =>
        {
            stream.Dispose();
            _stream = null;
            if (_force && File.Exists(_path))
            {
                File.SetAttributes(_path, FileAttributes.Normal);
            }

            MoveIntoPlace();
        });
        _isInPlace = true;
    }

    /// <summary>Removes what was written, unless it is in its place or to be continued.</summary>
    public void Dispose()
    {
        _stream?.Dispose();
        _stream = null;
        if (!_isInPlace && !KeepsPartial)
        {
            File.Delete(_partial);
        }
    }

    private static void Check(string path, DownloadOptions options)
    {
        FileInfo place = new(path);
        if (!place.Exists)
        {
            if (Directory.Exists(path))
            {
                throw FileErrors.IsDirectory(path);
            }

            return;
        }

        if (options.NoClobber)
        {
            throw FileErrors.Exists(path);
        }

        RegularFile.Require(place);

        if (!options.Force && place.IsReadOnly)
        {
            throw FileErrors.ReadOnly(path);
        }
    }

    private void Guard(Action<FileStream> use)
    {
        try
        {
            use(_stream ?? throw new ObjectDisposedException(nameof(FileTarget)));
        }
        catch (Exception inner) when (inner is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Unwritable(_path, inner);
        }
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
