using System;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>Why a change of the history is refused.</summary>
internal enum HistoryError
{
    BranchNotFound,
    NoChanges,
    Dirty,
    Conflict,
    NoSuchParent,
    ParentNumberNeeded,
}

/// <summary>A change of the history that is refused.</summary>
internal sealed class HistoryException(HistoryError error) : Exception(error.ToString())
{
    public HistoryError Error => error;
}
