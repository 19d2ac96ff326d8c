namespace LakeFS.S3.Rest;

/// <summary>What is done by a REST call; the same status and words mean different things in different operations.</summary>
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
}
