using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.IO;
using LakeFS.S3.Errors;
using LakeFS.S3.LocalFiles;

namespace LakeFS.S3.Transfers.Download;

/// <summary>
/// A file that appears complete or not at all: it is written under a temporary name in the same folder, at any position,
/// and renamed once everything is verified.
/// </summary>
internal sealed class FileTarget : IDownloadTarget, IDisposable
{
    private readonly FilePlace _place;
    private readonly DownloadOptions _options;
    private string _name;
    private FileStream? _stream;
    private IReadOnlyList<string> _madeFolders = [];
    private bool _isInPlace;

    private FileTarget(FilePlace place, DownloadOptions options)
    {
        _place = place;
        _options = options;
        string name = Path.GetFileName(place.Path);
        _name = options.Resume ? UnfinishedDownload.NameFor(name) : UnfinishedDownload.TemporaryFor(name);
    }

    /// <inheritdoc/>
    public bool KeepsPartial { get; set; }

    /// <summary>Opens the temporary file, creating folders as needed.</summary>
    /// <exception cref="LakeS3Exception">The file can't be written, or exists and must not be replaced.</exception>
    public static FileTarget Open(string path, DownloadOptions options)
    {
        if (path.Length > 0 && (path[path.Length - 1] == Path.DirectorySeparatorChar || path[path.Length - 1] == Path.AltDirectorySeparatorChar))
        {
            throw FileErrors.NamesFolder(path);
        }

        FilePlace? place = null;
        // Other downloads into the same folder may use the folders that this one creates, so those stay.
        IReadOnlyList<string> made = options.Folder is null ? ParentFolders.Missing(path) : [];
        try
        {
            string resolved = ResolvePath(path, options);
            place = FilePlace.Open(resolved, options.Folder, options.Links);
            FileTarget target = new(place, options) { _madeFolders = made };
            target.Check();
            target._stream = options.Resume ? place.OpenOrCreate(target._name) : place.CreateInPlaceOfAbandoned(target._name) ?? target.CreateBesideOther();
            place = null;
            return target;
        }
        catch (Exception inner) when (inner is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException or Win32Exception)
        {
            throw ParentFolders.FileAmong(path) is string file ? FileErrors.FileInTheWay(file) : FileErrors.Unwritable(path, inner);
        }
        finally
        {
            place?.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Allocate(long size) => Guard(stream => stream.SetLength(size));

    /// <inheritdoc/>
    public void Write(long position, byte[] buffer, int count) => Guard(stream => PositionedFile.Write(stream, position, buffer, count));

    /// <inheritdoc/>
    public int Read(long position, byte[] buffer, int count)
    {
        int read = 0;
        Guard(stream => read = PositionedFile.Read(stream, position, buffer, count));
        return read;
    }

    /// <summary>Renames the temporary file to its final name.</summary>
    /// <param name="time">The object's modification time, UTC; null if it is unknown.</param>
    /// <exception cref="LakeS3Exception">The disk is full, the file can't be written, or exists by now and must not be replaced.</exception>
    public void Commit(DateTime? time)
    {
        Guard(stream => _place.Fill(stream, _name, replaces: !_options.NoClobber, _options.Force, _options.PreserveTime ? time : null));
        _stream = null;
        _isInPlace = true;
        if (!_options.Resume && _place.DeleteAbandoned(UnfinishedDownload.NameFor(Path.GetFileName(_place.Path))))
        {
            // The file is complete now, so nothing is to be resumed.
            File.Delete(UnfinishedDownload.NotesFor(_place.Path));
        }
    }

    /// <summary>Deletes the temporary file, unless it was renamed or is kept for a resume.</summary>
    public void Dispose()
    {
        _stream?.Dispose();
        _stream = null;
        bool isGone = !_isInPlace && !KeepsPartial;
        if (isGone)
        {
            _place.Delete(_name, force: false);
        }

        _place.Dispose();
        if (isGone)
        {
            ParentFolders.RemoveEmpty(_madeFolders);
        }
    }

    // If links are followed and the file is a link, the link stays and its target is replaced.
    private static string ResolvePath(string path, DownloadOptions options) =>
        options.Folder is not null && options.Links == LakeLinkRule.Follow && FolderLook.At(path) == PlaceKind.Link ? FolderLook.RealPath(path) : path;

    private void Check()
    {
        PlaceKind existing = _place.Look();
        if (existing == PlaceKind.Folder || (existing == PlaceKind.Link && Directory.Exists(_place.Path)))
        {
            throw FileErrors.IsDirectory(_place.Path);
        }

        if (existing == PlaceKind.Link && _options.Folder is not null)
        {
            throw FileErrors.IsLink(_place.Path);
        }

        if (existing != PlaceKind.Free && _options.NoClobber)
        {
            throw FileErrors.Exists(_place.Path);
        }

        if (existing == PlaceKind.Special)
        {
            throw FileErrors.NotRegular(_place.Path);
        }

        if (existing != PlaceKind.Free)
        {
            RegularFile.Require(_place.Path);
        }

        if (existing == PlaceKind.File && !_options.Force && new FileInfo(_place.Path).IsReadOnly)
        {
            throw FileErrors.ReadOnly(_place.Path);
        }
    }

    private FileStream CreateBesideOther()
    {
        _name = UnfinishedDownload.NewName();
        return _place.Create(_name);
    }

    private void Guard(Action<FileStream> use)
    {
        try
        {
            use(_stream ?? throw new ObjectDisposedException(nameof(FileTarget)));
        }
        catch (Exception inner) when (inner is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Unwritable(_place.Path, inner);
        }
    }
}
