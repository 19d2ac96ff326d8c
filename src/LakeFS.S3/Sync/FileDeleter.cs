using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using LakeFS.S3.Errors;
using LakeFS.S3.LocalFiles;

namespace LakeFS.S3.Sync;

/// <summary>Deletes files in a folder, and the folders that become empty.</summary>
internal sealed class FileDeleter
{
    private readonly string _folder;
    private readonly SyncOptions _options;

    public FileDeleter(string folder, SyncOptions options)
    {
        _folder = folder;
        _options = options;
    }

    /// <summary>The start of the sync by the disk's clock, UTC.</summary>
    public DateTime Started { get; set; } = DateTime.MaxValue;

    /// <summary>Deletes files that have not changed since the sync was planned.</summary>
    /// <returns>The completed actions, and the failures.</returns>
    public IReadOnlyList<SyncStep> Delete(IReadOnlyList<SyncAction> actions, CancellationToken cancellationToken) =>
        [.. actions.SelectMany(action => Delete(action, cancellationToken))];

    /// <summary>Deletes a folder that contains no files at any depth; leaves any other folder alone.</summary>
    public static void DeleteEmptyFolder(string path)
    {
        if (FolderLook.At(path) == PlaceKind.Folder)
        {
            Attempt(path, path, () => TryDeleteEmpty(new DirectoryInfo(path)));
        }
    }

    private IEnumerable<SyncStep> Delete(SyncAction action, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string path = action.Path!;
        SyncStep done = Attempt(path, action, () => DeleteFile(path, action.Written)) ?? (SyncStep)action;
        yield return done;
        if (done == action && Attempt(path, Path.GetDirectoryName(path)!, () => DeleteEmptyFolders(path)) is SyncFailure failure)
        {
            yield return failure;
        }
    }

    private void DeleteFile(string path, DateTime written)
    {
        // A file written meanwhile must not be deleted. This sync may have written it under another spelling of its name.
        if (File.GetLastWriteTimeUtc(path) != written || written > Started)
        {
            throw FileErrors.ChangedBeforeDeletion(path);
        }

        using FilePlace place = FilePlace.Open(path, _folder, _options.Links);
        place.Delete(Path.GetFileName(path), _options.Force);
    }

    private void DeleteEmptyFolders(string path)
    {
        for (string? folder = Path.GetDirectoryName(path);
            folder is not null
                && folder.Length > _folder.Length
                && FolderLook.At(folder) == PlaceKind.Folder
                && !Directory.EnumerateFileSystemEntries(folder).Any();
            folder = Path.GetDirectoryName(folder))
        {
            Directory.Delete(folder);
        }
    }

    private static void TryDeleteEmpty(DirectoryInfo folder)
    {
        foreach (DirectoryInfo below in folder.EnumerateDirectories().Where(below => !FolderLook.IsLink(below)))
        {
            TryDeleteEmpty(below);
        }

        if (!folder.EnumerateFileSystemInfos().Any())
        {
            folder.Delete();
        }
    }

    private static SyncFailure? Attempt(string path, object target, Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (LakeS3Exception error)
        {
            return new SyncFailure(target, error);
        }
        catch (Exception inner) when (inner is IOException or UnauthorizedAccessException)
        {
            return new SyncFailure(target, FileErrors.Unwritable(path, inner));
        }
    }
}
