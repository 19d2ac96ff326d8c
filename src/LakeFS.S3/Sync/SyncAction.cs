using System;
using LakeFS.S3.Sync;

namespace LakeFS.S3;

/// <summary>An action that a sync has planned or completed.</summary>
public sealed class SyncAction : SyncStep
{
    internal SyncAction(SyncActionKind kind, ObjectAddress address, long size, string reason)
    {
        Kind = kind;
        Address = address;
        Size = size;
        Reason = reason;
    }

    /// <summary>The kind of action.</summary>
    public SyncActionKind Kind { get; }

    /// <summary>The object that is written, read or deleted; for a file to delete, the object that would correspond to it.</summary>
    public ObjectAddress Address { get; }

    /// <summary>The file that is read, written or deleted; null if only objects are involved.</summary>
    public string? Path { get; init; }

    /// <summary>The object to copy; null for other actions.</summary>
    public ObjectAddress? Source { get; init; }

    /// <summary>The size in bytes in the source; for a deletion, in the target.</summary>
    public long Size { get; }

    /// <summary>Why it is necessary; one of <see cref="SyncReason"/>.</summary>
    internal string Reason { get; }

    /// <summary>The source's ETag as listed; null if the source is a file.</summary>
    internal string? ETag { get; init; }

    /// <summary>The last write time of a file to delete, UTC.</summary>
    internal DateTime Written { get; init; }

    /// <summary>Whether a file or folder that will be deleted is in the way.</summary>
    internal bool WaitsForDeletions { get; init; }

    /// <summary>Returns the result of a completed action.</summary>
    /// <param name="transfer">The result of the transfer; null for a deletion.</param>
    /// <returns>The result.</returns>
    public LakeSyncResult ToResult(LakeTransferResult? transfer) => new(Kind.ToString(), Address, Path, Size, transfer) { Reason = Reason };

    /// <summary>Returns the result of an action that was only planned.</summary>
    internal LakeSyncResult ToPlan() => new(Kind.ToString(), Address, Path, Size, transfer: null) { Reason = Reason, IsPlan = true };

    /// <inheritdoc/>
    public override string ToString() => Kind == SyncActionKind.Delete && Path is not null ? Path : Address.Uri;
}
