using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Errors;
using LakeFS.S3.LocalFiles;

namespace LakeFS.S3.Sync;

/// <summary>From a ref to a local folder.</summary>
internal sealed class DownloadDirection : SyncDirection
{
    private readonly LakeTransfers _transfers;
    private readonly ContentComparer _comparer;
    private readonly PrefixSide _source;
    private readonly string _folder;
    private readonly FolderLayout _layout;
    private readonly bool _force;

    public DownloadDirection(LakeConnection connection, ObjectAddress prefix, string folder, SyncOptions options)
    {
        _transfers = new LakeTransfers(connection);
        _comparer = new ContentComparer(connection);
        _source = new PrefixSide(connection, prefix, options.Filter) { SkipsFolderMarkers = true, NeedsEveryKey = true };
        _folder = folder;
        _layout = new FolderLayout(folder, _source.Prefix.Key);
        _force = options.Force;
        Target = new FolderSide(folder, mayBeMissing: true, options.Filter);
    }

    public override SyncSide Source => _source;

    public override SyncSide Target { get; }

    public override ObjectAddress Prefix => _source.Prefix;

    public override ValueTask<bool> IsSameAsync(SyncEntry source, SyncEntry target, byte[] buffer, CancellationToken cancellationToken) =>
        _comparer.IsSameAsync(target.Path!, target.Size, _source.AddressOf(source.Key), source.ETag, buffer, cancellationToken);

    public override SyncAction Transfer(SyncEntry source)
    {
        ObjectAddress address = _source.AddressOf(source.Key);
        return new SyncAction(SyncActionKind.Download, address, source.Size) { Path = _layout.PathOf(address.Key) };
    }

    public override SyncAction Deletion(SyncEntry target) => new(SyncActionKind.Delete, _source.AddressOf(target.Key), target.Size)
    {
        Path = target.Path,
        Written = File.GetLastWriteTimeUtc(target.Path!),
    };

    public override Task RequireWritableAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task<LakeTransferResult> TransferAsync(SyncAction action, IProgress<long>? progress, CancellationToken cancellationToken) =>
        _transfers.DownloadFileAsync(action.Address, action.Path!, new DownloadOptions { Force = _force }, progress, cancellationToken);

    public override Task<IReadOnlyList<SyncStep>> DeleteAsync(IReadOnlyList<SyncAction> actions, CancellationToken cancellationToken) =>
        Task.Run<IReadOnlyList<SyncStep>>(() => [.. actions.SelectMany(action => Delete(action, cancellationToken))], cancellationToken);

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
        // Where case does not tell names apart, the file may be the one that was just fetched under another key.
        if (File.GetLastWriteTimeUtc(path) != written)
        {
            throw FileErrors.ChangedBeforeDeletion(path);
        }

        if (_force)
        {
            File.SetAttributes(path, FileAttributes.Normal);
        }

        File.Delete(path);
    }

    private void DeleteEmptyFolders(string path)
    {
        for (string? folder = Path.GetDirectoryName(path);
            folder is not null && folder.Length > _folder.Length && !Directory.EnumerateFileSystemEntries(folder).Any();
            folder = Path.GetDirectoryName(folder))
        {
            Directory.Delete(folder);
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
