using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.Sync;

/// <summary>What depends on the direction of a sync: its two sides, how their entries are compared, and how actions run.</summary>
internal abstract class SyncDirection
{
    /// <summary>The side to read from.</summary>
    public abstract SyncSide Source { get; }

    /// <summary>The side to change.</summary>
    public abstract SyncSide Target { get; }

    /// <summary>The prefix of all objects in actions.</summary>
    public abstract ObjectAddress Prefix { get; }

    /// <summary>Whether two entries with the same key and size have the same content.</summary>
    /// <param name="source">The source's entry.</param>
    /// <param name="target">The target's entry.</param>
    /// <param name="buffer">A buffer of <see cref="ContentComparer.BufferSize"/> bytes that nothing else uses during the call.</param>
    /// <param name="cancellationToken">Cancels the comparison.</param>
    /// <exception cref="LakeS3Exception">The contents can't be compared.</exception>
    public abstract ValueTask<bool> IsSameAsync(SyncEntry source, SyncEntry target, byte[] buffer, CancellationToken cancellationToken);

    /// <summary>Claims the target path of an entry.</summary>
    /// <exception cref="LakeS3Exception">The path belongs to another entry.</exception>
    public virtual void Claim(SyncEntry source)
    {
    }

    /// <summary>Returns the target's entry that has the same path under another spelling; null if there is none.</summary>
    public virtual SyncEntry? FindByOtherName(SyncEntry source) => null;

    /// <summary>Whether different names can mean the same file in the target. Deletions then wait for the end of the source.</summary>
    public virtual bool HasOtherNames => false;

    /// <summary>Whether the path of a target entry belongs to an entry of the source.</summary>
    public virtual bool IsClaimed(string key) => false;

    /// <summary>Returns the action that transfers an entry; null if it is skipped.</summary>
    /// <param name="source">The source's entry.</param>
    /// <param name="reason">One of <see cref="SyncReason"/>.</param>
    /// <exception cref="LakeS3Exception">The entry has no valid path in the target.</exception>
    public abstract SyncAction? Transfer(SyncEntry source, string reason);

    /// <summary>Returns the action that deletes an entry of the target; null if it is skipped.</summary>
    public abstract SyncAction? Deletion(SyncEntry target);

    /// <summary>Checks that the target is writable, so that a single error replaces one per object.</summary>
    /// <exception cref="LakeS3Exception">The target is not writable.</exception>
    public abstract Task RequireWritableAsync(CancellationToken cancellationToken);

    /// <summary>Runs a transfer.</summary>
    /// <exception cref="LakeS3Exception">The transfer failed.</exception>
    public abstract Task<LakeTransferResult> TransferAsync(SyncAction action, IProgress<long>? progress, CancellationToken cancellationToken);

    /// <summary>Runs deletions.</summary>
    /// <returns>The completed actions, and the failures.</returns>
    /// <exception cref="LakeS3Exception">Nothing could be deleted.</exception>
    public abstract Task<IReadOnlyList<SyncStep>> DeleteAsync(IReadOnlyList<SyncAction> actions, CancellationToken cancellationToken);
}
