using System;
using System.Collections.Generic;
using LakeFS.S3.Http;
using LakeFS.S3.S3;

namespace LakeFS.S3.Rest;

/// <summary>The errors of the REST API: what a user is told of each, and what to do about it. <see cref="RestErrors"/> decides which it is.</summary>
internal sealed class RestErrorTable
{
    private readonly LakeS3Connection _connection;
    private readonly RestCall _call;
    private readonly RefusedException _refusal;

    public RestErrorTable(LakeS3Connection connection, RestCall call, RefusedException refusal)
    {
        _connection = connection;
        _call = call;
        _refusal = refusal;
    }

    private string Branch => $"the branch '{_call.Ref}' of repository '{_call.Repository}'";

    private string Saying => string.IsNullOrWhiteSpace(_refusal.Message) ? string.Empty : $" It says: {_refusal.Message.Trim()}";

    /// <summary>An answer that no lakeFS gives, such as a web page.</summary>
    public static LakeS3Exception NotLakeFS(LakeS3Connection connection, RestCall call, Exception? inner) =>
        new("LakeNotAnS3Endpoint", LakeErrorKind.Connection, $"What answers at {connection.EndpointUrl} is not lakeFS's REST API: it sent something other than its JSON.", inner)
        {
            RecommendedAction = "Check host and port. lakeFS's gateway may have a host name of its own, which does not serve the REST API.",
            Endpoint = connection.EndpointUrl,
            Repository = call.Repository,
            Ref = call.Ref,
        };

    public LakeS3Exception KeyRefused() => Make(
        "LakeAccessDenied",
        LakeErrorKind.PermissionDenied,
        $"{_connection.EndpointUrl} does not accept access key {_connection.AccessKeyId} with this secret (from {_connection.CredentialSource}).",
        "Check both halves of the key pair.");

    public LakeS3Exception NotAllowed() => Make(
        "LakeAccessDenied",
        LakeErrorKind.PermissionDenied,
        $"Access key {_connection.AccessKeyId} (from {_connection.CredentialSource}) may not do this at {_connection.EndpointUrl}.{Saying}",
        "Ask the server's administrator for what the key's user may do.");

    public LakeS3Exception HookFailed(string reason, IReadOnlyList<string> output) => Make(
        "LakeHookFailed",
        LakeErrorKind.InvalidOperation,
        $"A hook of repository '{_call.Repository}' refused: {string.Join(Environment.NewLine, [reason, .. output])}",
        "Mend what the hook complains about, and try again.");

    public LakeS3Exception NothingToMerge() => Make(
        "LakeNothingToMerge",
        LakeErrorKind.InvalidOperation,
        $"There is nothing to merge into {Branch}: it has every commit of the source.",
        "Use -AllowEmpty to make a merge commit all the same.");

    public LakeS3Exception NothingToUndo() => Make(
        "LakeNothingToUndo",
        LakeErrorKind.InvalidOperation,
        $"Undoing the commit would change nothing on {Branch}; it may have been undone before.",
        "Use -AllowEmpty to commit all the same.");

    public LakeS3Exception NothingToCommit() => Make(
        "LakeNothingToCommit",
        LakeErrorKind.InvalidOperation,
        $"The branch '{_call.Ref}' of repository '{_call.Repository}' has no changes to commit.",
        "Use -AllowEmpty to commit all the same.");

    public LakeS3Exception BranchDirty() => Make(
        "LakeBranchDirty",
        LakeErrorKind.InvalidOperation,
        $"There are uncommitted changes on {Branch}; lakeFS neither merges, reverts nor cherry-picks into it until they are gone, whatever they touch.",
        "Get-LakeChange shows them. Commit them with New-LakeCommit, or drop them with Reset-LakeBranch.");

    public LakeS3Exception ParentNeeded() => Make(
        "LakeParentNumberNeeded",
        LakeErrorKind.InvalidArgument,
        "The commit is a merge and has two parents: it has to be said against which one its changes are taken.",
        "Use -ParentNumber 1 for what the merge brought into its branch, 2 for what the branch had that the merged one had not.");

    public LakeS3Exception ParentInvalid() => Make(
        "LakeParentNumberInvalid", LakeErrorKind.InvalidArgument, "The commit has no parent of that number.", "Get-LakeCommit shows its parents; the first is 1.");

    public LakeS3Exception NamespaceInUse() => NamespaceInvalid("The storage namespace was used by a repository before, perhaps by one that was deleted.");

    public LakeS3Exception NamespaceForeign() => NamespaceInvalid($"The server does not keep repositories in that storage namespace.{Saying}");

    public LakeS3Exception ImportInvalid() => RequestInvalid(
        "Name objects of the server's storage that are not the repository's own; Get-LakeServerInfo shows what its addresses look like.");

    public LakeS3Exception NameInvalid() => RequestInvalid(
        "Branches and tags have names of letters, digits, hyphens and underscores; ref expressions can only be read.");

    public LakeS3Exception BranchIsDefault() => Make(
        "LakeBranchIsDefault",
        LakeErrorKind.InvalidOperation,
        $"'{_call.Ref}' is the default branch of repository '{_call.Repository}', which always has one.",
        "Get-LakeRepository shows the default branch.");

    public LakeS3Exception BranchProtected() => ErrorTable.BranchProtected(FailureOf());

    public LakeS3Exception RepositoryReadOnly() => ErrorTable.RepositoryReadOnly(FailureOf());

    public LakeS3Exception RepositoryMissing() => ErrorTable.MissingContainer(FailureOf(RefState.RepositoryMissing));

    public LakeS3Exception BranchNotFound() => Make(
        "LakeBranchNotFound",
        LakeErrorKind.NotFound,
        $"The branch '{_call.Ref}' does not exist in repository '{_call.Repository}'.",
        "Get-LakeBranch lists the branches.");

    public LakeS3Exception RefNotWritable() => Make(
        "LakeRefNotWritable",
        LakeErrorKind.InvalidOperation,
        $"'{_call.Ref}' is no branch of repository '{_call.Repository}' but a tag, a commit or an expression.",
        "Name a branch; Get-LakeBranch lists them.");

    public LakeS3Exception TagNotFound() => Make(
        "LakeTagNotFound",
        LakeErrorKind.NotFound,
        $"The tag '{_call.Ref}' does not exist in repository '{_call.Repository}'.",
        "Get-LakeTag lists the tags.");

    public LakeS3Exception CommitNotFound(string reference) => Make(
        "LakeCommitNotFound",
        LakeErrorKind.NotFound,
        $"The commit '{reference}' does not exist in repository '{_call.Repository}'.",
        "Get-LakeCommit -Ref with a branch shows its log; an abbreviated id has to be unambiguous.",
        reference);

    public LakeS3Exception RefNotFound(string? reference) => Make(
        "LakeRefNotFound",
        LakeErrorKind.NotFound,
        $"The ref '{reference}' does not exist in repository '{_call.Repository}'.",
        "Get-LakeBranch and Get-LakeTag list branches and tags; commit ids are refs too.",
        reference);

    public LakeS3Exception RepositoryExists() => Make(
        "LakeRepositoryExists",
        LakeErrorKind.AlreadyExists,
        $"The repository '{_call.Repository}' exists already.",
        "Choose another name; names are the server's, whoever may see the repository.");

    public LakeS3Exception BranchExists() => Make(
        "LakeBranchExists",
        LakeErrorKind.AlreadyExists,
        $"The branch '{_call.Ref}' exists already in repository '{_call.Repository}'.",
        "Choose another name, or remove the branch first.");

    public LakeS3Exception TagExists() => Make(
        "LakeTagExists",
        LakeErrorKind.AlreadyExists,
        $"The tag '{_call.Ref}' exists already in repository '{_call.Repository}'; tags are not moved.",
        "Choose another name, or remove the tag first.");

    public LakeS3Exception NameTaken(string by) => Make(
        "LakeNameTaken",
        LakeErrorKind.AlreadyExists,
        $"Repository '{_call.Repository}' has a {by} named '{_call.Ref}'; no branch and tag have the same name.",
        "Choose another name.");

    public LakeS3Exception MergeConflict() => Make(
        "LakeMergeConflict",
        LakeErrorKind.InvalidOperation,
        $"The merge into {Branch} has conflicts.",
        "Merge the other way first and settle them, or use -Strategy SourceWins or DestinationWins.");

    public LakeS3Exception ChangedSince() => Make(
        "LakeMergeConflict",
        LakeErrorKind.InvalidOperation,
        $"What the commit changed was changed again on {Branch} since; nothing was done.",
        "Write what is to be there by hand, and commit it.");

    public LakeS3Exception ImportNotSupported() => Make(
        "LakeImportNotSupported",
        LakeErrorKind.NotSupported,
        "The server's storage does not support imports; local storage does so only where the server's configuration allows it.",
        "Get-LakeServerInfo shows whether it does. Upload with Write-LakeObject or Sync-LakeFolder.");

    public LakeS3Exception ImportNotFound() => Make(
        "LakeImportNotFound",
        LakeErrorKind.NotFound,
        $"The server knows no such import into repository '{_call.Repository}'.",
        "It tells about an import for some time after its end only.");

    public LakeS3Exception ImportEnded() => Make(
        "LakeImportEnded",
        LakeErrorKind.InvalidOperation,
        "The import has ended already; what it brought stays.",
        "Undo-LakeCommit undoes its commit.");

    public LakeS3Exception CallUnknown() => Make(
        "LakeNotSupported",
        LakeErrorKind.NotSupported,
        $"The lakeFS server at {_connection.EndpointUrl} does not know this call; it may be older than it.",
        "Get-LakeServerInfo shows the server's version.");

    public LakeS3Exception Throttled() => Make(
        "LakeThrottled",
        LakeErrorKind.LimitsExceeded,
        $"{_connection.EndpointUrl} asks for fewer requests ({(int)_refusal.StatusCode}).{Saying}",
        "Wait, and try again. What only reads was tried again already, as often as the connection's -MaxRetries says.");

    public LakeS3Exception Unexpected() => Make(
        "LakeServerError",
        LakeErrorKind.Server,
        $"{_connection.EndpointUrl} answered {(int)_refusal.StatusCode} {_refusal.StatusCode}.{Saying}",
        "The server's log says more.");

    /// <summary>A proxy that gave up on a change, which lakeFS may go on with.</summary>
    public LakeS3Exception OutcomeUnknown()
    {
        bool isTimeout = _refusal.StatusCode == System.Net.HttpStatusCode.GatewayTimeout;
        return new LakeS3Exception(
            isTimeout ? "LakeTimeout" : "LakeConnectionFailed",
            isTimeout ? LakeErrorKind.Timeout : LakeErrorKind.Connection,
            $"A proxy before {_connection.EndpointUrl} gave up on lakeFS ({(int)_refusal.StatusCode} {_refusal.StatusCode}). The change may have been made all the same.",
            _refusal)
        {
            RecommendedAction = "Look before you try again (Get-LakeCommit, Get-LakeBranch, Get-LakeChange). How long that proxy waits is set there, as nginx's proxy_read_timeout.",
            StatusCode = _refusal.StatusCode,
            RequestId = _refusal.RequestId,
            Endpoint = _connection.EndpointUrl,
            Repository = _call.Repository,
            Ref = _call.Ref,
            IsOutcomeUnknown = true,
        };
    }

    /// <summary>What means the same as over S3.</summary>
    public LakeS3Exception AsOverS3() => ErrorTable.Explain(FailureOf());

    private LakeS3Exception NamespaceInvalid(string message) => Make(
        "LakeStorageNamespaceInvalid", LakeErrorKind.InvalidArgument, message, "Use a namespace of its own, in the server's storage; Get-LakeServerInfo shows an example.");

    private LakeS3Exception RequestInvalid(string action) => Make(
        "LakeRequestInvalid", LakeErrorKind.InvalidArgument, $"lakeFS does not take what it was asked for.{Saying}", action);

    private LakeS3Exception Make(string id, LakeErrorKind kind, string message, string action, string? reference = null) => new(id, kind, message, _refusal)
    {
        RecommendedAction = action,
        StatusCode = _refusal.StatusCode,
        RequestId = _refusal.RequestId,
        Endpoint = _connection.EndpointUrl,
        Repository = _call.Repository,
        Ref = reference ?? _call.Ref,
    };

    private Failure FailureOf(RefState state = RefState.Unknown)
    {
        Failure failure = new(_connection, S3Operation.Commit) { Repository = _call.Repository, Ref = _call.Ref, RefState = state };
        failure.Take(_refusal);
        failure.ServerMessage = _refusal.IsForeign ? null : _refusal.Message;
        return failure;
    }
}
