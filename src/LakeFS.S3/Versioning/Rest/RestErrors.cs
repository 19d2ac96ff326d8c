using System;
using System.Collections.Generic;
using System.Net;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3;

/// <summary>
/// What the REST API's refusals mean and what a user is told. It has no codes, only statuses and messages: those of
/// lakeFS 1.84, as recorded.
/// </summary>
internal sealed class RestErrors
{
    // "get commit by ref nope: not found", "source reference 'nope': not found", "hard-reset main to nope: not found".
    private static readonly Regex MissingRef = new(
        "(?:by branch|by ref|from ref|source reference|hard-reset \\S+ to) '?(?<ref>[^':\\s]+)'?: not found\\z", RegexOptions.CultureInvariant);

    private static readonly Regex HookRun = new("hook aborted, run id '(?<run>[^']+)': ", RegexOptions.CultureInvariant);

    // What lakeFS says of values that can never be right.
    private static readonly string[] InvalidRequest =
        ["invalid value", "doesn't match schema", "should point to a commit", "is not a commit", "invalid import source", "invalid address"];

    private readonly LakeS3Connection _connection;
    private readonly RestCall _call;

    public RestErrors(LakeS3Connection connection, RestCall call)
    {
        _connection = connection;
        _call = call;
    }

    private string Branch => $"the branch '{_call.Ref}' of repository '{_call.Repository}'";

    /// <summary>An answer that no lakeFS gives, such as a web page.</summary>
    public static LakeS3Exception NotLakeFS(LakeS3Connection connection, RestCall call, Exception? inner) =>
        new("LakeNotAnS3Endpoint", LakeErrorKind.Connection, $"What answers at {connection.EndpointUrl} is not lakeFS's REST API: it sent something other than its JSON.", inner)
        {
            RecommendedAction = "Check host and port. lakeFS's gateway may have a host name of its own, which does not serve the REST API.",
            Endpoint = connection.EndpointUrl,
            Repository = call.Repository,
            Ref = call.Ref,
        };

    /// <summary>Whether a refusal is one of permissions: lakeFS says so with status 500 or 401, as if it were the server's fault or the key's.</summary>
    public static bool IsAboutPermissions(string? message) =>
        Says(message, "does not have the required permissions") || Says(message, "insufficient permissions");

    /// <summary>Explains a refusal, looking closer where it is ambiguous.</summary>
    public async Task<LakeS3Exception> ExplainAsync(RefusedException refusal, CancellationToken cancellationToken)
    {
        Match hook = HookRun.Match(refusal.Message);
        // A commit on a branch that is not there fails where lakeFS looks for hooks (rest-commits #28).
        if (hook.Success && refusal.StatusCode != HttpStatusCode.NotFound)
        {
            IReadOnlyList<string> output = await new HookReport(_connection, _call).ReadAsync(hook.Groups["run"].Value, cancellationToken).ConfigureAwait(false);
            return HookFailed(refusal, refusal.Message.Substring(hook.Index + hook.Length).Trim(), output);
        }

        return refusal.StatusCode switch
        {
            _ when IsAboutPermissions(refusal.Message) => NotAllowed(refusal),
            HttpStatusCode.Unauthorized => Make(
                refusal,
                "LakeAccessDenied",
                LakeErrorKind.PermissionDenied,
                $"{_connection.EndpointUrl} does not accept access key {_connection.AccessKeyId} with this secret (from {_connection.CredentialSource}).",
                "Check both halves of the key pair."),
            HttpStatusCode.BadRequest => OfBadRequest(refusal),
            HttpStatusCode.Forbidden => OfForbidden(refusal),
            HttpStatusCode.NotFound => await OfNotFoundAsync(refusal, cancellationToken).ConfigureAwait(false),
            HttpStatusCode.Conflict => OfConflict(refusal),
            _ => OfOthers(refusal),
        };
    }

    private LakeS3Exception OfBadRequest(RefusedException refusal)
    {
        if (Says(refusal, "no changes"))
        {
            return NothingToDo(refusal);
        }

        if (Says(refusal, "dirty branch"))
        {
            return Make(
                refusal,
                "LakeBranchDirty",
                LakeErrorKind.InvalidOperation,
                $"There are uncommitted changes on {Branch}; lakeFS neither merges, reverts nor cherry-picks into it until they are gone, whatever they touch.",
                "Get-LakeChange shows them. Commit them with New-LakeCommit, or drop them with Reset-LakeBranch.");
        }

        if (Says(refusal, "must specify 1-based parent number"))
        {
            return ParentNeeded(refusal);
        }

        if (Says(refusal, "does not have the given parent number"))
        {
            return Make(
                refusal, "LakeParentNumberInvalid", LakeErrorKind.InvalidArgument, "The commit has no parent of that number.", "Get-LakeCommit shows its parents; the first is 1.");
        }

        if (Says(refusal, "storage namespace already in use") || Says(refusal, "invalid namespace"))
        {
            return Make(
                refusal,
                "LakeStorageNamespaceInvalid",
                LakeErrorKind.InvalidArgument,
                Says(refusal, "already in use")
                    ? "The storage namespace was used by a repository before, perhaps by one that was deleted."
                    : $"The server does not keep repositories in that storage namespace.{Saying(refusal)}",
                "Use a namespace of its own, in the server's storage; Get-LakeServerInfo shows an example.");
        }

        return Array.Exists(InvalidRequest, words => Says(refusal, words))
            ? Make(
                refusal,
                "LakeRequestInvalid",
                LakeErrorKind.InvalidArgument,
                $"lakeFS does not take what it was asked for.{Saying(refusal)}",
                _call.Operation == RestOperation.Import
                    ? "Name objects of the server's storage that are not the repository's own; Get-LakeServerInfo shows what its addresses look like."
                    : "Branches and tags have names of letters, digits, hyphens and underscores; ref expressions can only be read.")
            : OfOthers(refusal);
    }

    private LakeS3Exception NothingToDo(RefusedException refusal) => _call.Operation switch
    {
        RestOperation.Merge => Make(
            refusal,
            "LakeNothingToMerge",
            LakeErrorKind.InvalidOperation,
            $"There is nothing to merge into {Branch}: it has every commit of the source.",
            "Use -AllowEmpty to make a merge commit all the same."),
        RestOperation.Revert => Make(
            refusal,
            "LakeNothingToUndo",
            LakeErrorKind.InvalidOperation,
            $"Undoing the commit would change nothing on {Branch}; it may have been undone before.",
            "Use -AllowEmpty to commit all the same."),
        _ => Make(
            refusal,
            "LakeNothingToCommit",
            LakeErrorKind.InvalidOperation,
            $"The branch '{_call.Ref}' of repository '{_call.Repository}' has no changes to commit.",
            "Use -AllowEmpty to commit all the same."),
    };

    private LakeS3Exception OfForbidden(RefusedException refusal) => refusal.Message switch
    {
        _ when Says(refusal, "protected branch") => ErrorTable.BranchProtected(FailureOf(refusal)),
        _ when Says(refusal, "read-only") => ErrorTable.RepositoryReadOnly(FailureOf(refusal)),
        _ when Says(refusal, "default branch") => Make(
            refusal,
            "LakeBranchIsDefault",
            LakeErrorKind.InvalidOperation,
            $"'{_call.Ref}' is the default branch of repository '{_call.Repository}', which always has one.",
            "Get-LakeRepository shows the default branch."),
        _ when Says(refusal, "import is not supported") => Make(
            refusal,
            "LakeImportNotSupported",
            LakeErrorKind.NotSupported,
            "The server's storage does not support imports (its local storage does not).",
            "Get-LakeServerInfo shows whether it does. Upload with Write-LakeObject or Sync-LakeFolder."),
        _ => NotAllowed(refusal),
    };

    private async Task<LakeS3Exception> OfNotFoundAsync(RefusedException refusal, CancellationToken cancellationToken)
    {
        if (Says(refusal, "invalid API endpoint"))
        {
            return Make(
                refusal,
                "LakeNotSupported",
                LakeErrorKind.NotSupported,
                $"The lakeFS server at {_connection.EndpointUrl} does not know this call; it may be older than it.",
                "Get-LakeServerInfo shows the server's version.");
        }

        if (Says(refusal, "repository not found") || _call.Repository is null)
        {
            return ErrorTable.MissingContainer(FailureOf(refusal, RefState.RepositoryMissing));
        }

        if (Says(refusal, "tag not found"))
        {
            return Make(
                refusal,
                "LakeTagNotFound",
                LakeErrorKind.NotFound,
                $"The tag '{_call.Ref}' does not exist in repository '{_call.Repository}'.",
                "Get-LakeTag lists the tags.");
        }

        if (_call.Operation is RestOperation.ReadImport or RestOperation.StopImport)
        {
            return Make(
                refusal,
                "LakeImportNotFound",
                LakeErrorKind.NotFound,
                $"The server knows no such import into repository '{_call.Repository}'.",
                "It tells about an import for some time after its end only.");
        }

        if (Says(refusal, "branch not found") || Says(refusal, "hook aborted"))
        {
            RefState state = await new RefProbe(_connection).LookAsync(_call.Repository, _call.Ref!, cancellationToken).ConfigureAwait(false);
            return BranchNotFound(refusal, state);
        }

        Match missing = MissingRef.Match(refusal.Message);
        return RefNotFound(refusal, missing.Success ? missing.Groups["ref"].Value : _call.Source ?? _call.Ref);
    }

    private LakeS3Exception BranchNotFound(RefusedException refusal, RefState state) => state switch
    {
        RefState.RepositoryMissing => ErrorTable.MissingContainer(FailureOf(refusal, state)),
        RefState.ReadOnly => Make(
            refusal,
            "LakeRefNotWritable",
            LakeErrorKind.InvalidOperation,
            $"'{_call.Ref}' is no branch of repository '{_call.Repository}' but a tag, a commit or an expression.",
            "Name a branch; Get-LakeBranch lists them."),
        _ => Make(
            refusal,
            "LakeBranchNotFound",
            LakeErrorKind.NotFound,
            $"The branch '{_call.Ref}' does not exist in repository '{_call.Repository}'.",
            "Get-LakeBranch lists the branches."),
    };

    private LakeS3Exception RefNotFound(RefusedException refusal, string? reference) => IsCommitId(reference)
        ? Make(
            refusal,
            "LakeCommitNotFound",
            LakeErrorKind.NotFound,
            $"The commit '{reference}' does not exist in repository '{_call.Repository}'.",
            "Get-LakeCommit -Ref with a branch shows its log; an abbreviated id has to be unambiguous.",
            reference)
        : Make(
            refusal,
            "LakeRefNotFound",
            LakeErrorKind.NotFound,
            $"The ref '{reference}' does not exist in repository '{_call.Repository}'.",
            "Get-LakeBranch and Get-LakeTag list branches and tags; commit ids are refs too.",
            reference);

    private LakeS3Exception OfConflict(RefusedException refusal) => _call.Operation switch
    {
        RestOperation.CreateRepository => Make(
            refusal,
            "LakeRepositoryExists",
            LakeErrorKind.AlreadyExists,
            $"The repository '{_call.Repository}' exists already.",
            "Choose another name; names are the server's, whoever may see the repository."),
        RestOperation.CreateBranch when Says(refusal, "tag ID") => NameTaken(refusal, "tag"),
        RestOperation.CreateBranch => Make(
            refusal,
            "LakeBranchExists",
            LakeErrorKind.AlreadyExists,
            $"The branch '{_call.Ref}' exists already in repository '{_call.Repository}'.",
            "Choose another name, or remove the branch first."),
        RestOperation.CreateTag when Says(refusal, "branch name") => NameTaken(refusal, "branch"),
        RestOperation.CreateTag => Make(
            refusal,
            "LakeTagExists",
            LakeErrorKind.AlreadyExists,
            $"The tag '{_call.Ref}' exists already in repository '{_call.Repository}'; tags are not moved.",
            "Choose another name, or remove the tag first."),
        RestOperation.Revert when Says(refusal, "must specify 1-based parent number") => ParentNeeded(refusal),
        RestOperation.Merge => Make(
            refusal,
            "LakeMergeConflict",
            LakeErrorKind.InvalidOperation,
            $"The merge into {Branch} has conflicts.",
            "Merge the other way first and settle them, or use -Strategy SourceWins or DestinationWins."),
        RestOperation.Revert or RestOperation.CherryPick => Make(
            refusal,
            "LakeMergeConflict",
            LakeErrorKind.InvalidOperation,
            $"What the commit changed was changed again on {Branch} since; nothing was done.",
            "Write what is to be there by hand, and commit it."),
        RestOperation.StopImport => Make(
            refusal,
            "LakeImportEnded",
            LakeErrorKind.InvalidOperation,
            "The import has ended already; what it brought stays.",
            "Undo-LakeCommit undoes its commit."),
        _ => OfOthers(refusal),
    };

    private LakeS3Exception NameTaken(RefusedException refusal, string by) => Make(
        refusal,
        "LakeNameTaken",
        LakeErrorKind.AlreadyExists,
        $"Repository '{_call.Repository}' has a {by} named '{_call.Ref}'; no branch and tag have the same name.",
        "Choose another name.");

    private LakeS3Exception ParentNeeded(RefusedException refusal) => Make(
        refusal,
        "LakeParentNumberNeeded",
        LakeErrorKind.InvalidArgument,
        "The commit is a merge and has two parents: it has to be said against which one its changes are taken.",
        "Use -ParentNumber 1 for what the merge brought into its branch, 2 for what the branch had that the merged one had not.");

    private LakeS3Exception NotAllowed(RefusedException refusal) => Make(
        refusal,
        "LakeAccessDenied",
        LakeErrorKind.PermissionDenied,
        $"Access key {_connection.AccessKeyId} (from {_connection.CredentialSource}) may not do this at {_connection.EndpointUrl}.{Saying(refusal)}",
        "Ask the server's administrator for what the key's user may do.");

    private LakeS3Exception HookFailed(RefusedException refusal, string reason, IReadOnlyList<string> output) => Make(
        refusal,
        "LakeHookFailed",
        LakeErrorKind.InvalidOperation,
        $"A hook of repository '{_call.Repository}' refused: {string.Join(Environment.NewLine, [reason, .. output])}",
        "Mend what the hook complains about, and try again.");

    private LakeS3Exception OfOthers(RefusedException refusal) => refusal.StatusCode switch
    {
        HttpStatusCode.ServiceUnavailable or (HttpStatusCode)429 => Make(
            refusal,
            "LakeThrottled",
            LakeErrorKind.LimitsExceeded,
            $"{_connection.EndpointUrl} asks for fewer requests ({(int)refusal.StatusCode}).{Saying(refusal)}",
            "Wait, and try again. What only reads was tried again already, as often as the connection's -MaxRetries says."),
        // lakeFS says 412 of a hook's failure above, and of nothing else that is asked for here.
        HttpStatusCode.PreconditionFailed or HttpStatusCode.Conflict or HttpStatusCode.Gone => Make(
            refusal,
            "LakeServerError",
            LakeErrorKind.Server,
            $"{_connection.EndpointUrl} answered {(int)refusal.StatusCode} {refusal.StatusCode}.{Saying(refusal)}",
            "The server's log says more."),
        _ => ErrorTable.Explain(FailureOf(refusal)),
    };

    private LakeS3Exception Make(RefusedException refusal, string id, LakeErrorKind kind, string message, string action, string? reference = null) =>
        new(id, kind, message, refusal)
        {
            RecommendedAction = action,
            StatusCode = refusal.StatusCode,
            RequestId = refusal.RequestId,
            Endpoint = _connection.EndpointUrl,
            Repository = _call.Repository,
            Ref = reference ?? _call.Ref,
        };

    private Failure FailureOf(RefusedException refusal, RefState state = RefState.Unknown) => new(_connection, S3Operation.Commit)
    {
        Status = refusal.StatusCode,
        ServerMessage = refusal.Message,
        RequestId = refusal.RequestId,
        ServerTime = refusal.ServerTime,
        Repository = _call.Repository,
        Ref = _call.Ref,
        RefState = state,
        Inner = refusal,
    };

    private static bool IsCommitId(string? reference) => reference is not null && Regex.IsMatch(reference, "^[0-9a-f]{6,64}\\z");

    private static bool Says(RefusedException refusal, string what) => Says(refusal.Message, what);

    private static bool Says(string? message, string what) => message?.IndexOf(what, StringComparison.OrdinalIgnoreCase) >= 0;

    private static string Saying(RefusedException refusal) =>
        string.IsNullOrWhiteSpace(refusal.Message) ? string.Empty : $" It says: {refusal.Message.Trim()}";
}
