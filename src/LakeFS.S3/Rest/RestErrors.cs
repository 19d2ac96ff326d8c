using System;
using System.Collections.Generic;
using System.Net;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Addressing;
using LakeFS.S3.Errors;
using LakeFS.S3.Http;
using LakeFS.S3.S3;

namespace LakeFS.S3.Rest;

/// <summary>
/// Maps error responses of the REST API to errors; <see cref="ErrorCatalog"/> and the classes next to it have the texts.
/// The API has no error codes, only statuses and messages: those of lakeFS 1.84, as recorded.
/// </summary>
internal sealed class RestErrors
{
    // "get commit by ref nope: not found", "source reference 'nope': not found", "hard-reset main to nope: not found".
    private static readonly Regex MissingRef = new(
        "(?:by branch|by ref|from ref|source reference|hard-reset \\S+ to) '?(?<ref>[^':\\s]+)'?: not found\\z", RegexOptions.CultureInvariant);

    private static readonly Regex HookRun = new("hook aborted, run id '(?<run>[^']+)': ", RegexOptions.CultureInvariant);

    // lakeFS's messages for invalid values.
    private static readonly string[] InvalidRequest =
        ["invalid value", "doesn't match schema", "should point to a commit", "is not a commit", "invalid import source", "invalid address"];

    private readonly LakeS3Connection _connection;
    private readonly RestCall _call;
    private readonly ServerErrorException _refusal;
    private readonly Attempts _attempts;
    private readonly ErrorFacts _facts;

    public RestErrors(LakeS3Connection connection, RestCall call, ServerErrorException refusal)
    {
        _connection = connection;
        _call = call;
        _refusal = refusal;
        _attempts = Attempts.Of(refusal);
        _facts = FactsOf(connection, call) with
        {
            Status = refusal.StatusCode,
            ServerMessage = refusal.IsForeign ? null : refusal.Message,
            RequestId = refusal.RequestId,
            Inner = refusal,
        };
    }

    /// <summary>Whether an error is about permissions: lakeFS returns status 500 or 401 for these.</summary>
    public static bool IsAboutPermissions(string? message) =>
        Says(message, "does not have the required permissions") || Says(message, "insufficient permissions");

    /// <summary>A response that lakeFS would not send, such as a web page.</summary>
    public static LakeS3Exception NotLakeFS(LakeS3Connection connection, RestCall call, Exception? inner) =>
        ServerErrors.NotARestEndpoint(FactsOf(connection, call) with { Inner = inner });

    /// <summary>The response to a change that was made, or may have been, can't be read.</summary>
    public static LakeS3Exception Unreadable(LakeS3Connection connection, RestCall call, Exception? inner) =>
        ServerErrors.AnswerUnreadable(FactsOf(connection, call) with { Inner = inner });

    /// <summary>Maps the error response; sends another request if it is ambiguous.</summary>
    public async Task<LakeS3Exception> ExplainAsync(CancellationToken cancellationToken)
    {
        Match hook = HookRun.Match(_refusal.Message);
        // A commit on a branch that does not exist fails when lakeFS looks for hooks (rest-commits #28).
        if (hook.Success && _refusal.StatusCode != HttpStatusCode.NotFound)
        {
            IReadOnlyList<string> output = await new HookReport(_connection, _call).ReadAsync(hook.Groups["run"].Value, cancellationToken).ConfigureAwait(false);
            return VersioningErrors.HookFailed(_facts, _refusal.Message.Substring(hook.Index + hook.Length).Trim(), output);
        }

        return _refusal.StatusCode switch
        {
            HttpStatusCode.GatewayTimeout when _call.IsChange => ServerErrors.GatewayTimeout(_facts),
            HttpStatusCode.BadGateway when _call.IsChange => ServerErrors.BadGateway(_facts),
            _ when _refusal.IsForeign => ForeignError(),
            _ when IsAboutPermissions(_refusal.Message) => AccessErrors.PermissionMissing(_facts, _connection.AccessKeyId, _connection.CredentialSource),
            HttpStatusCode.Unauthorized => AccessErrors.KeyPairRefused(_facts, _connection.AccessKeyId, _connection.CredentialSource),
            HttpStatusCode.BadRequest => await OfBadRequestAsync(cancellationToken).ConfigureAwait(false),
            HttpStatusCode.Forbidden => OfForbidden(),
            HttpStatusCode.NotFound => await OfNotFoundAsync(cancellationToken).ConfigureAwait(false),
            HttpStatusCode.Conflict => OfConflict(),
            HttpStatusCode.PreconditionFailed when _call.OnlyIfAbsent => ObjectErrors.Exists(_facts),
            _ => ByStatus(),
        };
    }

    // A proxy's error page is not parsed; its status is enough.
    private LakeS3Exception ForeignError() => _refusal.StatusCode switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => ServerErrors.RefusedOnTheWay(_facts),
        HttpStatusCode.RequestEntityTooLarge => ServerErrors.RequestTooLarge(_facts),
        HttpStatusCode.RequestTimeout => ServerErrors.RequestTooSlow(_facts, _attempts),
        HttpStatusCode.ServiceUnavailable or (HttpStatusCode)429 => ServerErrors.Throttled(_facts, _attempts),
        >= HttpStatusCode.InternalServerError => ServerErrors.Unexpected(_facts),
        _ => ServerErrors.NotARestEndpoint(_facts),
    };

    // For a tag such as v1.0, lakeFS only says that it is not a valid branch name.
    private async Task<LakeS3Exception> OfBadRequestAsync(CancellationToken cancellationToken) =>
        _call is { NeedsBranch: true, Ref: string reference } && !NameRules.CanBeBranch(reference) && Says("invalid value")
            ? await OfNoBranchAsync(cancellationToken).ConfigureAwait(false)
            : OfBadRequest();

    private async Task<LakeS3Exception> OfNoBranchAsync(CancellationToken cancellationToken) =>
        await new S3Client(_connection).LookAtRefAsync(_call.Repository!, _call.Ref!, cancellationToken).ConfigureAwait(false) switch
        {
            RefState.RepositoryMissing => RefErrors.RepositoryNotFound(_facts, _connection.AccessKeyId),
            RefState.ReadOnly => RefErrors.NotABranch(_facts),
            _ => RefErrors.BranchNotFound(_facts),
        };

    private LakeS3Exception OfBadRequest() => _refusal.Message switch
    {
        _ when Says("no changes") => _call.Operation switch
        {
            RestOperation.Merge => VersioningErrors.NothingToMerge(_facts),
            RestOperation.Revert => VersioningErrors.NothingToUndo(_facts),
            _ => VersioningErrors.NothingToCommit(_facts),
        },
        _ when Says("dirty branch") => VersioningErrors.BranchDirty(_facts),
        _ when Says("must specify 1-based parent number") => VersioningErrors.ParentNumberNeeded(_facts),
        _ when Says("does not have the given parent number") => VersioningErrors.ParentNumberInvalid(_facts),
        _ when Says("storage namespace already in use") => RefErrors.StorageNamespaceUsed(_facts),
        _ when Says("invalid namespace") => RefErrors.StorageNamespaceForeign(_facts),
        _ when Array.Exists(InvalidRequest, Says) => _call.Operation == RestOperation.Import ? VersioningErrors.ImportSourceInvalid(_facts) : VersioningErrors.RequestInvalid(_facts),
        _ => ByStatus(),
    };

    private LakeS3Exception OfForbidden() => _refusal.Message switch
    {
        _ when Says("protected branch") => AccessErrors.BranchProtected(_facts),
        _ when Says("read-only") => AccessErrors.RepositoryReadOnly(_facts),
        _ when Says("default branch") => VersioningErrors.BranchIsDefault(_facts),
        _ when Says("import is not supported") => VersioningErrors.ImportNotSupported(_facts),
        _ => AccessErrors.PermissionMissing(_facts, _connection.AccessKeyId, _connection.CredentialSource),
    };

    private async Task<LakeS3Exception> OfNotFoundAsync(CancellationToken cancellationToken)
    {
        if (Says("invalid API endpoint"))
        {
            return ServerErrors.UnknownCall(_facts);
        }

        if (Says("repository not found") || _call.Repository is null)
        {
            return RefErrors.RepositoryNotFound(_facts, _connection.AccessKeyId);
        }

        if (Says("tag not found"))
        {
            return RefErrors.TagNotFound(_facts);
        }

        if (_call.Operation is RestOperation.ReadImport or RestOperation.StopImport)
        {
            return VersioningErrors.ImportNotFound(_facts);
        }

        if (Says("branch not found") || Says("hook aborted") || _call.Operation == RestOperation.WriteObject)
        {
            return await OfNoBranchAsync(cancellationToken).ConfigureAwait(false);
        }

        Match missing = MissingRef.Match(_refusal.Message);
        string? reference = missing.Success ? missing.Groups["ref"].Value : _call.Source ?? _call.Ref;
        return reference is not null && Regex.IsMatch(reference, "^[0-9a-f]{6,64}\\z") ? RefErrors.CommitNotFound(_facts with { Ref = reference }) : RefErrors.RefNotFound(_facts with { Ref = reference });
    }

    private LakeS3Exception OfConflict() => _call.Operation switch
    {
        RestOperation.CreateRepository => RefErrors.RepositoryExists(_facts),
        RestOperation.CreateBranch when Says("tag ID") => RefErrors.NameTaken(_facts, "tag"),
        RestOperation.CreateBranch => RefErrors.BranchExists(_facts),
        RestOperation.CreateTag when Says("branch name") => RefErrors.NameTaken(_facts, "branch"),
        RestOperation.CreateTag => RefErrors.TagExists(_facts),
        RestOperation.Revert when Says("must specify 1-based parent number") => VersioningErrors.ParentNumberNeeded(_facts),
        RestOperation.Merge => VersioningErrors.MergeConflict(_facts),
        RestOperation.Revert or RestOperation.CherryPick => VersioningErrors.ChangedSince(_facts),
        RestOperation.StopImport => VersioningErrors.ImportEnded(_facts),
        _ => ByStatus(),
    };

    private LakeS3Exception ByStatus() => _refusal.StatusCode switch
    {
        HttpStatusCode.ServiceUnavailable or (HttpStatusCode)429 => ServerErrors.Throttled(_facts, _attempts),
        HttpStatusCode.MethodNotAllowed => ServerErrors.NotSupported(_facts),
        _ => ServerErrors.Unexpected(_facts),
    };

    private static ErrorFacts FactsOf(LakeS3Connection connection, RestCall call) =>
        new() { Endpoint = connection.EndpointUrl, Repository = call.Repository, Ref = call.Ref, Key = call.Key };

    private bool Says(string what) => Says(_refusal.Message, what);

    private static bool Says(string? message, string what) => message?.IndexOf(what, StringComparison.OrdinalIgnoreCase) >= 0;
}
