using System;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3;

/// <summary>What the REST API's answers mean. It has no codes, only statuses and messages.</summary>
internal static class RestErrors
{
    /// <summary>Explains an answer that is no success.</summary>
    public static async Task<LakeS3Exception> ExplainAsync(
        LakeS3Connection connection, RestCall call, HttpResponseMessage answer, string? message, CancellationToken cancellationToken)
    {
        Failure failure = new(connection, S3Operation.Commit)
        {
            Status = answer.StatusCode,
            ServerMessage = message,
            Repository = call.Repository,
            Ref = call.Ref,
            ServerTime = answer.Headers.Date,
            RefState = answer.StatusCode == HttpStatusCode.NotFound && call.Ref is not null
                ? await new RefProbe(connection.S3).LookAsync(call.Repository, call.Ref, cancellationToken).ConfigureAwait(false)
                : RefState.Unknown,
        };
        return message is null ? ErrorTable.NotAnS3Endpoint(failure) : Explain(failure, message);
    }

    private static LakeS3Exception Explain(Failure failure, string message) => failure.Status switch
    {
        HttpStatusCode.Unauthorized => failure.ToException(
            "LakeAccessDenied",
            LakeErrorKind.PermissionDenied,
            $"{failure.Connection.EndpointUrl} does not accept access key {failure.Connection.AccessKeyId} with this secret (from {failure.Connection.CredentialSource}).",
            "Check both halves of the key pair."),
        HttpStatusCode.BadRequest when Says(message, "no changes") => failure.ToException(
            "LakeNothingToCommit",
            LakeErrorKind.InvalidOperation,
            $"The branch '{failure.Ref}' of repository '{failure.Repository}' has no changes to commit.",
            "Use -AllowEmpty to commit all the same."),
        HttpStatusCode.Forbidden when Says(message, "protected branch") => ErrorTable.BranchProtected(failure),
        HttpStatusCode.Forbidden when Says(message, "read-only") => ErrorTable.RepositoryReadOnly(failure),
        HttpStatusCode.NotFound => ErrorTable.MissingContainer(failure),
        _ => ErrorTable.Explain(failure),
    };

    private static bool Says(string message, string what) => message.IndexOf(what, StringComparison.OrdinalIgnoreCase) >= 0;
}
