using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3;

/// <summary>From a ref to a branch, on the server.</summary>
internal sealed class CopyDirection : SyncDirection
{
    private readonly LakeS3Connection _connection;
    private readonly PrefixSide _source;
    private readonly BranchTarget _target;

    public CopyDirection(LakeS3Connection connection, ObjectAddress source, ObjectAddress target, SyncOptions options)
    {
        _connection = connection;
        _source = new PrefixSide(connection, source, options.Filter) { NeedsEveryKey = true };
        _target = new BranchTarget(connection, target, options, copiesFolderMarkers: true);
        RequireApart(_source.Prefix, _target.Side.Prefix);
    }

    public override SyncSide Source => _source;

    public override SyncSide Target => _target.Side;

    public override ObjectAddress Prefix => _target.Side.Prefix;

    public override ValueTask<bool> IsSameAsync(SyncEntry source, SyncEntry target, byte[] buffer, CancellationToken cancellationToken) =>
        new(source.ETag is not null && source.ETag == target.ETag);

    public override SyncAction Transfer(SyncEntry source) => new(SyncActionKind.Copy, _target.NewAddress(source.Key), source.Size)
    {
        Source = _source.AddressOf(source.Key),
        ETag = source.ETag,
    };

    public override SyncAction Deletion(SyncEntry target) => new(SyncActionKind.Delete, _target.Side.AddressOf(target.Key), target.Size);

    public override Task RequireWritableAsync(CancellationToken cancellationToken) => _target.RequireWritableAsync(cancellationToken);

    // The list has told already what a HEAD before the copy would tell.
    public override async Task<LakeTransferResult> TransferAsync(SyncAction action, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        Stopwatch watch = Stopwatch.StartNew();
        LakeObject copy = await new LakeObjects(_connection)
            .CopyAsync(action.Source!, action.Address, action.Size, action.ETag, cancellationToken).ConfigureAwait(false);
        progress?.Report(action.Size);
        return new LakeTransferResult(action.Address, path: null, action.Size, copy.ETag, verified: true, watch.Elapsed);
    }

    public override Task<IReadOnlyList<SyncStep>> DeleteAsync(IReadOnlyList<SyncAction> actions, CancellationToken cancellationToken) =>
        _target.DeleteAsync(actions, cancellationToken);

    // A list that goes on while copies appear in it would never end.
    private static void RequireApart(ObjectAddress source, ObjectAddress target)
    {
        if (source.Repository == target.Repository
            && source.Ref == target.Ref
            && (source.Key.StartsWith(target.Key, StringComparison.Ordinal) || target.Key.StartsWith(source.Key, StringComparison.Ordinal)))
        {
            throw SyncErrors.OntoItself(source, target);
        }
    }
}
