using System.Collections.Generic;

namespace LakeFS.S3.Errors;

/// <summary>Errors of commits, merges and imports.</summary>
internal static class VersioningErrors
{
    public static LakeS3Exception NothingToCommit(ErrorFacts facts) => ErrorCatalog.NothingToCommit.Error(
        $"{The(facts)} has no changes to commit.", facts);

    public static LakeS3Exception NothingInTransaction(ErrorFacts facts) => ErrorCatalog.NothingToCommit.Error(
        $"The transaction changed nothing: branch '{facts.Ref}' of repository '{facts.Repository}' is as it was.", facts);

    public static LakeS3Exception NothingToMerge(ErrorFacts facts) => ErrorCatalog.NothingToMerge.Error(
        $"There is nothing to merge: {Branch(facts)} has every commit of the source.", facts);

    public static LakeS3Exception NothingToUndo(ErrorFacts facts) => ErrorCatalog.NothingToUndo.Error(
        $"Undoing the commit would change nothing on {Branch(facts)}; it may have been undone before.", facts);

    public static LakeS3Exception MergeConflict(ErrorFacts facts) => ErrorCatalog.MergeConflict.Error(
        $"The merge into {Branch(facts)} has conflicts.", facts);

    /// <summary>A merge conflict whose keys are known.</summary>
    /// <param name="facts">The merge's branch and the conflicting keys.</param>
    /// <param name="source">The merge's source.</param>
    /// <param name="listed">The keys as a sentence, preceded by a space; empty if none is known.</param>
    public static LakeS3Exception MergeConflict(ErrorFacts facts, string source, string listed) => ErrorCatalog.MergeConflict.Error(
        $"The merge of '{source}' into branch '{facts.Ref}' of repository '{facts.Repository}' has conflicts; nothing was merged.{listed}", facts);

    /// <summary>A conflict at the end of a transaction: its target was changed in the meantime.</summary>
    /// <param name="conflict">The merge conflict.</param>
    public static LakeS3Exception TransactionConflict(LakeS3Exception conflict) => ErrorCatalog.MergeConflict.Error(
        conflict.Message, ErrorFacts.Of(conflict), LakeErrorReason.Transaction);

    public static LakeS3Exception ChangedSince(ErrorFacts facts) => ErrorCatalog.MergeConflict.Error(
        $"What the commit changed was changed again on {Branch(facts)} since; nothing was done.", facts, LakeErrorReason.ChangedSince);

    public static LakeS3Exception BranchDirty(ErrorFacts facts) => ErrorCatalog.BranchDirty.Error(
        $"{The(facts)} has uncommitted changes, and lakeFS neither merges, reverts nor cherry-picks into such a branch, whatever they touch.", facts);

    public static LakeS3Exception TransactionTargetDirty(ErrorFacts facts) => ErrorCatalog.BranchDirty.Error(
        $"{The(facts)} has uncommitted changes, and lakeFS merges nothing into such a branch. The transaction was not begun.", facts);

    public static LakeS3Exception BranchHasUncommittedChanges(ErrorFacts facts) => ErrorCatalog.BranchHasUncommittedChanges.Error(
        $"{The(facts)} has uncommitted changes, which would be lost with it.", facts);

    public static LakeS3Exception BranchIsDefault(ErrorFacts facts) => ErrorCatalog.BranchIsDefault.Error(
        $"'{facts.Ref}' is the default branch of repository '{facts.Repository}', which always has one.", facts);

    /// <summary>A hook failed and stopped the operation.</summary>
    /// <param name="facts">The repository.</param>
    /// <param name="reason">lakeFS's message.</param>
    /// <param name="output">The output of the hooks, by line.</param>
    public static LakeS3Exception HookFailed(ErrorFacts facts, string reason, IReadOnlyList<string> output) => ErrorCatalog.HookFailed.Error(
        $"A hook of repository '{facts.Repository}' refused: {reason}", facts with { Output = output });

    public static LakeS3Exception ParentNumberNeeded(ErrorFacts facts) => ErrorCatalog.ParentNumberNeeded.Error(
        "The commit is a merge and has two parents: say against which of them its changes are taken.", facts);

    public static LakeS3Exception ParentNumberInvalid(ErrorFacts facts) => ErrorCatalog.ParentNumberInvalid.Error(
        "The commit has no parent of that number.", facts);

    public static LakeS3Exception CommitIsFirst(ErrorFacts facts, string commit) => ErrorCatalog.CommitIsFirst.Error(
        $"'{commit}' is the first commit of repository '{facts.Repository}'. It has no parent, so there are no changes to repeat or undo.", facts);

    public static LakeS3Exception RequestInvalid(ErrorFacts facts) => ErrorCatalog.RequestInvalid.Error(
        $"lakeFS refused the request as invalid.{facts.ServerSays}", facts);

    public static LakeS3Exception ImportSourceInvalid(ErrorFacts facts) => ErrorCatalog.RequestInvalid.Error(
        $"lakeFS can't import from there.{facts.ServerSays}", facts, LakeErrorReason.ImportSource);

    public static LakeS3Exception ImportNotSupported(ErrorFacts facts) => ErrorCatalog.ImportNotSupported.Error(
        "The server's storage does not support imports; local storage does so only where the server's configuration allows it.", facts);

    public static LakeS3Exception ImportNotFound(ErrorFacts facts) => ErrorCatalog.ImportNotFound.Error(
        $"The server knows no such import into repository '{facts.Repository}'.", facts);

    public static LakeS3Exception ImportFailed(ErrorFacts facts, string reason) => ErrorCatalog.ImportFailed.Error(
        $"The import into branch '{facts.Ref}' of repository '{facts.Repository}' failed, and nothing was committed: {reason}", facts);

    public static LakeS3Exception ImportUnwatched(ErrorFacts facts, string id, string reason) => ErrorCatalog.ImportUnwatched.Error(
        $"Import '{id}' into branch '{facts.Ref}' of repository '{facts.Repository}' was started, but its status can't be read: {reason}", facts);

    public static LakeS3Exception ImportEnded(ErrorFacts facts) => ErrorCatalog.ImportEnded.Error(
        "The import has ended already, and what it imported stays.", facts);

    public static LakeS3Exception ImportCommitted(ErrorFacts facts, string commit) => ErrorCatalog.ImportEnded.Error(
        $"An import into branch '{facts.Ref}' of repository '{facts.Repository}' was committed as {commit} before lakeFS stopped this one.", facts);

    private static string Branch(ErrorFacts facts) => $"the branch '{facts.Ref}' of repository '{facts.Repository}'";

    private static string The(ErrorFacts facts) => $"The branch '{facts.Ref}' of repository '{facts.Repository}'";
}
