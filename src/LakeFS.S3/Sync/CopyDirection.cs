using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Errors;
using LakeFS.S3.Transfers.Copy;

namespace LakeFS.S3.Sync;

/// <summary>From one prefix to another, on the server if both are in the same store.</summary>
internal sealed class CopyDirection : SyncDirection
{
    private readonly ObjectCopier _copier;
    private readonly PrefixSide _source;
    private readonly BranchTarget _target;

    public CopyDirection(LakeConnection connection, ObjectAddress source, ObjectAddress target, SyncOptions options)
    {
        _copier = new ObjectCopier(connection);
        _source = new PrefixSide(connection, source, options.Filter) { NeedsEveryKey = true };
        _target = new BranchTarget(connection, target, options, copiesFolderMarkers: true);
        RequireDisjoint(_source.Prefix, _target.Side.Prefix);
    }

    public override SyncSide Source => _source;

    public override SyncSide Target => _target.Side;

    public override ObjectAddress Prefix => _target.Side.Prefix;

    public override ValueTask<bool> IsSameAsync(SyncEntry source, SyncEntry target, byte[] buffer, CancellationToken cancellationToken) =>
        new(source.ETag is not null && target.ETag is not null && HashOf(source.ETag) == HashOf(target.ETag));

    public override SyncAction? Transfer(SyncEntry source, string reason) => new(SyncActionKind.Copy, _target.NewAddress(source.Key), source.Size, reason)
    {
        Source = _source.AddressOf(source.Key),
        ETag = source.ETag,
    };

    public override SyncAction? Deletion(SyncEntry target) => new(SyncActionKind.Delete, _target.Side.AddressOf(target.Key), target.Size, SyncReason.NotInSource);

    public override Task RequireWritableAsync(CancellationToken cancellationToken) => _target.RequireWritableAsync(cancellationToken);

    // The list has already returned what a HEAD request before the copy would.
    public override Task<LakeTransferResult> TransferAsync(SyncAction action, IProgress<long>? progress, CancellationToken cancellationToken) =>
        _copier.CopyListedAsync(action.Source!, action.Address, action.Size, action.ETag, progress, cancellationToken);

    public override Task<IReadOnlyList<SyncStep>> DeleteAsync(IReadOnlyList<SyncAction> actions, CancellationToken cancellationToken) =>
        _target.DeleteAsync(actions, cancellationToken);

    // lakeFS leaves out the number of parts after the hash, S3 does not; the stores may differ.
    private static string HashOf(string etag) => etag.IndexOf('-') is int dash && dash >= 0 ? etag.Substring(0, dash) : etag;

    // Otherwise the source's list would contain the copies, and never end.
    private static void RequireDisjoint(ObjectAddress source, ObjectAddress target)
    {
        if (source.Space.IsSameStoreAs(target.Space)
            && source.Container == target.Container
            && (source.S3Key.StartsWith(target.S3Key, StringComparison.Ordinal) || target.S3Key.StartsWith(source.S3Key, StringComparison.Ordinal)))
        {
            throw ObjectErrors.CopiesOverlap(source.Facts, target.Uri);
        }
    }
}
