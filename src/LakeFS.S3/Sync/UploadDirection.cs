using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.LocalFiles;

namespace LakeFS.S3.Sync;

/// <summary>From a local folder to a branch.</summary>
internal sealed class UploadDirection : SyncDirection
{
    private readonly LakeTransfers _transfers;
    private readonly ContentComparer _comparer;
    private readonly BranchTarget _target;
    private readonly string _folder;
    private readonly FolderLayout _layout;
    private readonly SyncOptions _options;

    public UploadDirection(LakeConnection connection, string folder, ObjectAddress prefix, SyncOptions options)
    {
        _transfers = new LakeTransfers(connection);
        _comparer = new ContentComparer(connection);
        _target = new BranchTarget(connection, prefix, options);
        _folder = folder;
        _layout = new FolderLayout(folder, _target.Side.Prefix.Key);
        _options = options;
        Source = new FolderSide(folder, mayBeMissing: false, options);
    }

    public override SyncSide Source { get; }

    public override SyncSide Target => _target.Side;

    public override ObjectAddress Prefix => _target.Side.Prefix;

    public override ValueTask<bool> IsSameAsync(SyncEntry source, SyncEntry target, byte[] buffer, CancellationToken cancellationToken) =>
        _comparer.IsSameAsync(source.Path!, source.Size, _target.Side.AddressOf(target.Key), target.ETag, buffer, cancellationToken);

    public override SyncAction? Transfer(SyncEntry source, string reason) =>
        new(SyncActionKind.Upload, _target.NewAddress(source.Key), source.Size, reason) { Path = source.Path };

    public override SyncAction? Deletion(SyncEntry target)
    {
        ObjectAddress address = _target.Side.AddressOf(target.Key);
        return IsBehindLink(address.Key) ? null : new SyncAction(SyncActionKind.Delete, address, target.Size, SyncReason.NotInSource);
    }

    public override Task RequireWritableAsync(CancellationToken cancellationToken) => _target.RequireWritableAsync(cancellationToken);

    public override Task<LakeTransferResult> TransferAsync(SyncAction action, IProgress<long>? progress, CancellationToken cancellationToken) =>
        _transfers.UploadFileAsync(new UploadRequest(action.Address) { PreserveTime = _options.PreserveTime }, action.Path!, progress, cancellationToken);

    public override Task<IReadOnlyList<SyncStep>> DeleteAsync(IReadOnlyList<SyncAction> actions, CancellationToken cancellationToken) =>
        _target.DeleteAsync(actions, cancellationToken);

    // An object may correspond to a file behind a skipped link, so it must not be deleted.
    private bool IsBehindLink(string key)
    {
        if (_options.Links == LakeLinkRule.Follow
            || _layout.TryPathOf(key) is not string path
            || FolderLook.FirstLink(_folder, path) is not string link)
        {
            return false;
        }

        _options.PassedOver.Add(link);
        return true;
    }
}
