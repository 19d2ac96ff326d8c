using System;

namespace LakeFS.S3;

/// <summary>One thing that a sync has to do, or has done.</summary>
public sealed class SyncAction : SyncStep
{
    internal SyncAction(SyncActionKind kind, ObjectAddress address, long size)
    {
        Kind = kind;
        Address = address;
        Size = size;
    }

    /// <summary>What is done.</summary>
    public SyncActionKind Kind { get; }

    /// <summary>The object that is written, read or deleted; for a file that is deleted, the one that is not there.</summary>
    public ObjectAddress Address { get; }

    /// <summary>The file that is read, written or deleted; null where only objects are concerned.</summary>
    public string? Path { get; init; }

    /// <summary>The object that is copied; null otherwise.</summary>
    public ObjectAddress? Source { get; init; }

    /// <summary>The size in bytes, as the source has it; of a deletion, as it is where it is deleted.</summary>
    public long Size { get; }

    /// <summary>The ETag that a list showed of the source; null where the source is a file.</summary>
    internal string? ETag { get; init; }

    /// <summary>When a file that is deleted was written last, UTC.</summary>
    internal DateTime Written { get; init; }

    /// <summary>Whether a file or folder is in the way that is to be deleted.</summary>
    internal bool WaitsForDeletions { get; init; }

    /// <summary>Describes what was done, once it was.</summary>
    /// <param name="transfer">What was transferred; null for a deletion.</param>
    /// <returns>The result.</returns>
    public LakeSyncResult ToResult(LakeTransferResult? transfer) => new(Kind.ToString(), Address, Path, Size, transfer);

    /// <inheritdoc/>
    public override string ToString() => Kind == SyncActionKind.Delete && Path is not null ? Path : Address.Uri;
}
