using System;
using System.Collections.Generic;
using System.Net;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Http;
using LakeFS.S3.S3;

namespace LakeFS.S3.Rest;

/// <summary>
/// Decides what a refusal of the REST API means; <see cref="RestErrorTable"/> puts it into words. The API has no codes,
/// only statuses and messages: those of lakeFS 1.84, as recorded.
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
    private readonly RefusedException _refusal;
    private readonly RestErrorTable _table;

    public RestErrors(LakeS3Connection connection, RestCall call, RefusedException refusal)
    {
        _connection = connection;
        _call = call;
        _refusal = refusal;
        _table = new RestErrorTable(connection, call, refusal);
    }

    /// <summary>Whether a refusal is one of permissions: lakeFS says so with status 500 or 401, as if it were the server's fault or the key's.</summary>
    public static bool IsAboutPermissions(string? message) =>
        Says(message, "does not have the required permissions") || Says(message, "insufficient permissions");

    /// <summary>Explains the refusal, looking closer where it is ambiguous.</summary>
    public async Task<LakeS3Exception> ExplainAsync(CancellationToken cancellationToken)
    {
        Match hook = HookRun.Match(_refusal.Message);
        // A commit on a branch that is not there fails where lakeFS looks for hooks (rest-commits #28).
        if (hook.Success && _refusal.StatusCode != HttpStatusCode.NotFound)
        {
            IReadOnlyList<string> output = await new HookReport(_connection, _call).ReadAsync(hook.Groups["run"].Value, cancellationToken).ConfigureAwait(false);
            return _table.HookFailed(_refusal.Message.Substring(hook.Index + hook.Length).Trim(), output);
        }

        return _refusal.StatusCode switch
        {
            HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout => _call.IsChange ? _table.OutcomeUnknown() : _table.AsOverS3(),
            _ when _refusal.IsForeign => OfForeign(),
            _ when IsAboutPermissions(_refusal.Message) => _table.NotAllowed(),
            HttpStatusCode.Unauthorized => _table.KeyRefused(),
            HttpStatusCode.BadRequest => OfBadRequest(),
            HttpStatusCode.Forbidden => OfForbidden(),
            HttpStatusCode.NotFound => await OfNotFoundAsync(cancellationToken).ConfigureAwait(false),
            HttpStatusCode.Conflict => OfConflict(),
            _ => OfOthers(),
        };
    }

    // What the page of a proxy says, nobody knows; its status is clear.
    private LakeS3Exception OfForeign() => _refusal.StatusCode switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.RequestTimeout => _table.AsOverS3(),
        HttpStatusCode.ServiceUnavailable or (HttpStatusCode)429 => _table.Throttled(),
        >= HttpStatusCode.InternalServerError => _table.AsOverS3(),
        _ => RestErrorTable.NotLakeFS(_connection, _call, _refusal),
    };

    private LakeS3Exception OfBadRequest() => _refusal.Message switch
    {
        _ when Says("no changes") => _call.Operation switch
        {
            RestOperation.Merge => _table.NothingToMerge(),
            RestOperation.Revert => _table.NothingToUndo(),
            _ => _table.NothingToCommit(),
        },
        _ when Says("dirty branch") => _table.BranchDirty(),
        _ when Says("must specify 1-based parent number") => _table.ParentNeeded(),
        _ when Says("does not have the given parent number") => _table.ParentInvalid(),
        _ when Says("storage namespace already in use") => _table.NamespaceInUse(),
        _ when Says("invalid namespace") => _table.NamespaceForeign(),
        _ when Array.Exists(InvalidRequest, Says) => _call.Operation == RestOperation.Import ? _table.ImportInvalid() : _table.NameInvalid(),
        _ => OfOthers(),
    };

    private LakeS3Exception OfForbidden() => _refusal.Message switch
    {
        _ when Says("protected branch") => _table.BranchProtected(),
        _ when Says("read-only") => _table.RepositoryReadOnly(),
        _ when Says("default branch") => _table.BranchIsDefault(),
        _ when Says("import is not supported") => _table.ImportNotSupported(),
        _ => _table.NotAllowed(),
    };

    private async Task<LakeS3Exception> OfNotFoundAsync(CancellationToken cancellationToken)
    {
        if (Says("invalid API endpoint"))
        {
            return _table.CallUnknown();
        }

        if (Says("repository not found") || _call.Repository is null)
        {
            return _table.RepositoryMissing();
        }

        if (Says("tag not found"))
        {
            return _table.TagNotFound();
        }

        if (_call.Operation is RestOperation.ReadImport or RestOperation.StopImport)
        {
            return _table.ImportNotFound();
        }

        if (Says("branch not found") || Says("hook aborted"))
        {
            return await new RefProbe(_connection).LookAsync(_call.Repository, _call.Ref!, cancellationToken).ConfigureAwait(false) switch
            {
                RefState.RepositoryMissing => _table.RepositoryMissing(),
                RefState.ReadOnly => _table.RefNotWritable(),
                _ => _table.BranchNotFound(),
            };
        }

        Match missing = MissingRef.Match(_refusal.Message);
        string? reference = missing.Success ? missing.Groups["ref"].Value : _call.Source ?? _call.Ref;
        return reference is not null && Regex.IsMatch(reference, "^[0-9a-f]{6,64}\\z") ? _table.CommitNotFound(reference) : _table.RefNotFound(reference);
    }

    private LakeS3Exception OfConflict() => _call.Operation switch
    {
        RestOperation.CreateRepository => _table.RepositoryExists(),
        RestOperation.CreateBranch when Says("tag ID") => _table.NameTaken(by: "tag"),
        RestOperation.CreateBranch => _table.BranchExists(),
        RestOperation.CreateTag when Says("branch name") => _table.NameTaken(by: "branch"),
        RestOperation.CreateTag => _table.TagExists(),
        RestOperation.Revert when Says("must specify 1-based parent number") => _table.ParentNeeded(),
        RestOperation.Merge => _table.MergeConflict(),
        RestOperation.Revert or RestOperation.CherryPick => _table.ChangedSince(),
        RestOperation.StopImport => _table.ImportEnded(),
        _ => OfOthers(),
    };

    private LakeS3Exception OfOthers() => _refusal.StatusCode switch
    {
        HttpStatusCode.ServiceUnavailable or (HttpStatusCode)429 => _table.Throttled(),
        // lakeFS says 412 of a hook's failure above, and of nothing else that is asked for here.
        HttpStatusCode.PreconditionFailed or HttpStatusCode.Conflict or HttpStatusCode.Gone => _table.Unexpected(),
        _ => _table.AsOverS3(),
    };

    private bool Says(string what) => Says(_refusal.Message, what);

    private static bool Says(string? message, string what) => message?.IndexOf(what, StringComparison.OrdinalIgnoreCase) >= 0;
}
