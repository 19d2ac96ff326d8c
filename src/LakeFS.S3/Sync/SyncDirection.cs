using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.Sync;

/// <summary>What differs between the ways a sync can go: its two sides, how their entries are compared, and what is done.</summary>
internal abstract class SyncDirection
{
    /// <summary>Where things are as they shall be.</summary>
    public abstract SyncSide Source { get; }

    /// <summary>What is made equal.</summary>
    public abstract SyncSide Target { get; }

    /// <summary>The prefix of all objects that actions concern.</summary>
    public abstract ObjectAddress Prefix { get; }

    /// <summary>Whether two entries of one key and size hold the same.</summary>
    /// <param name="source">The source's entry.</param>
    /// <param name="target">The target's entry.</param>
    /// <param name="buffer">Room of <see cref="ContentComparer.BufferSize"/> that nobody else uses meanwhile.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="LakeS3Exception">Nobody can tell.</exception>
    public abstract ValueTask<bool> IsSameAsync(SyncEntry source, SyncEntry target, byte[] buffer, CancellationToken cancellationToken);

    /// <summary>Takes a place in the target for an entry.</summary>
    /// <exception cref="LakeS3Exception">Another entry has it.</exception>
    public virtual void Claim(SyncEntry source)
    {
    }

    /// <summary>What the target has in the place of an entry under another name; null where there is nothing.</summary>
    public virtual SyncEntry? FindByOtherName(SyncEntry source) => null;

    /// <summary>Whether the target takes several names for one, so that what is deleted is certain when the source has ended.</summary>
    public virtual bool HasOtherNames => false;

    /// <summary>Whether an entry of the target is in the place of one of the source.</summary>
    public virtual bool IsClaimed(string key) => false;

    /// <summary>What brings an entry to the target; null where it is passed over.</summary>
    /// <exception cref="LakeS3Exception">It has no place there.</exception>
    public abstract SyncAction? Transfer(SyncEntry source);

    /// <summary>What takes an entry from the target; null where it is passed over.</summary>
    public abstract SyncAction? Deletion(SyncEntry target);

    /// <summary>Makes sure that the target can be written at all, so that one error says what every object's would.</summary>
    /// <exception cref="LakeS3Exception">It can't.</exception>
    public abstract Task RequireWritableAsync(CancellationToken cancellationToken);

    /// <summary>Brings one entry to the target.</summary>
    /// <exception cref="LakeS3Exception">It did not get there.</exception>
    public abstract Task<LakeTransferResult> TransferAsync(SyncAction action, IProgress<long>? progress, CancellationToken cancellationToken);

    /// <summary>Takes some entries from the target.</summary>
    /// <returns>The actions that were done, and why the others were not.</returns>
    /// <exception cref="LakeS3Exception">Nothing could be deleted.</exception>
    public abstract Task<IReadOnlyList<SyncStep>> DeleteAsync(IReadOnlyList<SyncAction> actions, CancellationToken cancellationToken);
}
