namespace LakeFS.S3.Rest;

/// <summary>The operation of a REST request; the same status and message have different meanings in different operations.</summary>
internal enum RestOperation
{
    ReadServer,
    ReadRepository,
    CreateRepository,
    RemoveRepository,
    ReadBranch,
    CreateBranch,
    RemoveBranch,
    ReadTag,
    CreateTag,
    RemoveTag,
    ReadCommit,
    ReadLog,
    ReadChanges,
    Compare,
    Commit,
    Merge,
    Revert,
    CherryPick,
    Reset,
    Import,
    ReadImport,
    StopImport,
    ReadHooks,
    ReadObject,
    WriteObject,
}
