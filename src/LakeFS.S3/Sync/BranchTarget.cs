using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Addressing;
using LakeFS.S3.Refs;
using LakeFS.S3.S3;

namespace LakeFS.S3.Sync;

/// <summary>A prefix on a branch or in a bucket as the target of a sync.</summary>
internal sealed class BranchTarget
{
    private readonly LakeConnection _connection;
    private readonly ObjectRemover _remover;

    public BranchTarget(LakeConnection connection, ObjectAddress prefix, SyncOptions options, bool copiesFolderMarkers = false)
    {
        NameRules.RequireBranch(prefix);
        _connection = connection;
        _remover = new ObjectRemover(connection);
        Side = new PrefixSide(connection, prefix, options.Filter) { SkipsFolderMarkers = !copiesFolderMarkers, NeedsEveryKey = options.Delete };
    }

    /// <summary>The prefix itself.</summary>
    public PrefixSide Side { get; }

    /// <summary>Returns the address of an entry to be written.</summary>
    /// <exception cref="LakeS3Exception">The key is invalid: <c>LakeKeyTooLong</c> or <c>LakeKeyInvalid</c>.</exception>
    public ObjectAddress NewAddress(string key)
    {
        ObjectAddress address = Side.AddressOf(key);
        NameRules.CheckKey(address.Key);
        NameRules.CheckSegments(address.Key);
        return address;
    }

    /// <summary>Checks that the ref is a branch. Plain S3 has no refs to check.</summary>
    /// <exception cref="LakeS3Exception">The ref is not a branch, or does not exist.</exception>
    public async Task RequireWritableAsync(CancellationToken cancellationToken)
    {
        ObjectAddress prefix = Side.Prefix;
        if (!prefix.IsOnLakeFS)
        {
            return;
        }

        LakeS3Connection store = _connection.StoreOf(prefix);
        RefState state = await new RefLookup(store).LookAsync(prefix.Container, prefix.Ref, cancellationToken).ConfigureAwait(false);
        if (state is not (RefState.Branch or RefState.Unknown))
        {
            S3ErrorContext failure = S3ErrorContext.OfPrefix(store, S3Operation.WriteObject, prefix);
            failure.RefState = state;
            throw S3Errors.ContainerNotFound(failure);
        }
    }

    /// <summary>Removes objects.</summary>
    /// <exception cref="LakeS3Exception">Nothing was removed.</exception>
    public async Task<IReadOnlyList<SyncStep>> DeleteAsync(IReadOnlyList<SyncAction> actions, CancellationToken cancellationToken)
    {
        IReadOnlyList<LakeRemoval> removals = await _remover
            .RemoveAsync([.. actions.Select(action => new RemovalItem(action.Address, isListed: true))], cancellationToken).ConfigureAwait(false);
        return [.. removals.Select((removal, i) => removal.Error is null ? (SyncStep)actions[i] : new SyncFailure(actions[i], removal.Error))];
    }
}
