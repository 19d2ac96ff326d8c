using System;
using System.Globalization;
using System.Net;

namespace LakeFS.S3.S3;

/// <summary>
/// What a server's answers mean and what a user is told. The one place for it: codes and statuses are those of lakeFS
/// 1.84, as recorded, and of plain S3, as its API reference lists them.
/// </summary>
internal static class ErrorTable
{
    /// <summary>Explains a failure that the server answered.</summary>
    public static LakeS3Exception Explain(Failure failure) => failure.Code switch
    {
        "NoSuchBucket" => MissingContainer(failure),
        // lakeFS says NoSuchKey of an upload that is finished or aborted (s3-multipart-list #23).
        "NoSuchUpload" => UploadMissing(failure),
        "NoSuchKey" when failure.Operation == S3Operation.AbortUpload => UploadMissing(failure),
        "NoSuchKey" => MissingObject(failure),
        "BadRequest" when failure.Operation == S3Operation.ListObjects => MissingContainer(failure),
        "PreconditionFailed" => ObjectExists(failure),
        "SignatureDoesNotMatch" => failure.ToException(
            "LakeSecretMismatch",
            LakeErrorKind.Authentication,
            $"The secret does not match access key {failure.Connection.AccessKeyId} (from {failure.Connection.CredentialSource}).",
            "Check the secret access key; a proxy that changes requests can be the cause too."),
        "RequestTimeTooSkewed" or "RequestExpired" => ClockSkewed(failure),
        "AccessDenied" or "InvalidAccessKeyId" or "AllAccessDisabled" or "AccountProblem" => AccessDenied(failure),
        "ExpiredToken" or "InvalidToken" or "TokenRefreshRequired" => failure.ToException(
            "LakeSessionTokenInvalid",
            LakeErrorKind.Authentication,
            $"The session token of access key {failure.Connection.AccessKeyId} (from {failure.Connection.CredentialSource}) is not valid any more, or never was.",
            "Get a new temporary key pair, and connect again."),
        "PermanentRedirect" or "TemporaryRedirect" or "AuthorizationHeaderMalformed" or "IllegalLocationConstraintException" => failure.ToException(
            "LakeRegionMismatch",
            LakeErrorKind.InvalidArgument,
            $"{(failure.Repository is null ? failure.Connection.EndpointUrl.ToString() : $"The bucket '{failure.Repository}'")} is not in the region {failure.Connection.Region}.{Saying(failure)}",
            "Connect with -Region for the bucket's region."),
        "MissingFields" => failure.ToException(
            "LakeAccessDenied",
            LakeErrorKind.PermissionDenied,
            $"The server can't read this request's signature (access key {failure.Connection.AccessKeyId}, region {failure.Connection.Region}).",
            "Access key ids have 3 to 20 characters, regions no dot."),
        "ErrWriteToProtectedBranch" => BranchProtected(failure),
        "InvalidRequest" when IsProtection(failure) => BranchProtected(failure),
        "ErrReadOnlyRepository" => RepositoryReadOnly(failure),
        "ErrNoSuchBucketPossibleAPIEndpoint" => failure.ToException(
            "LakeEndpointIsApi",
            LakeErrorKind.InvalidArgument,
            $"The endpoint {failure.Connection.EndpointUrl} leads to lakeFS's REST API instead of its S3 gateway.",
            "Give the server's URL without /api/v1."),
        "ERRLakeFSWrongEndpoint" => NotAnS3Endpoint(failure),
        "MetadataTooLarge" => failure.ToException(
            "LakeMetadataTooLarge",
            LakeErrorKind.InvalidArgument,
            $"The metadata of {Object(failure)} is larger than the server takes.",
            "Shorten names and values."),
        "ERRLakeFSNotSupported" or "NotImplemented" => NotSupported(failure),
        "SlowDown" or "ServiceUnavailable" or "Throttling" or "TooManyRequests" => Throttled(failure),
        _ => ByStatus(failure),
    };

    /// <summary>An answer that no S3 server gives, such as a web page.</summary>
    public static LakeS3Exception NotAnS3Endpoint(Failure failure) => failure.ToException(
        "LakeNotAnS3Endpoint",
        LakeErrorKind.Connection,
        $"What answers at {failure.Connection.EndpointUrl} is not an S3 endpoint: it sent something other than S3's XML{(failure.Status is null ? string.Empty : $" ({(int)failure.Status})")}.",
        "Check host and port. lakeFS's gateway may have a host name of its own (gateways.s3.domain_name).");

    /// <summary>An answer that states what can't be.</summary>
    public static LakeS3Exception AnswerUnbelievable(Failure failure, string what) => failure.ToException(
        "LakeServerError", LakeErrorKind.Server, $"The answer of {failure.Connection.EndpointUrl} can't be right. {what}", "Check what answers there.");

    /// <summary>A ref that cannot be read because it is not there.</summary>
    public static LakeS3Exception RefNotFound(Failure failure) => failure.ToException(
        "LakeRefNotFound",
        LakeErrorKind.NotFound,
        $"The ref '{failure.Ref}' does not exist in repository '{failure.Repository}'.",
        "Get-LakeBranch lists the branches; tags and commit ids are refs too.");

    /// <summary>A check of content that failed.</summary>
    public static LakeS3Exception ContentMismatch(LakeS3Connection connection, ObjectAddress address, string what, string kept) =>
        new("LakeContentMismatch", LakeErrorKind.InvalidData, $"{address.Uri}: {what} {kept}")
        {
            RecommendedAction = "Try again; if it happens again, something between here and the storage changes content.",
            Endpoint = connection.EndpointUrl,
            Repository = address.Repository,
            Ref = address.Ref,
            Key = address.Key,
        };

    /// <summary>An object that became another one between two answers.</summary>
    public static LakeS3Exception ObjectChanged(LakeS3Connection connection, ObjectAddress address, string etag, string? now) =>
        new("LakeObjectChanged", LakeErrorKind.InvalidData, $"{address.Uri} was replaced while it was being read: its ETag was {etag} and is now {now ?? "none"}.")
        {
            RecommendedAction = "Read it again, or read it at a tag or commit, where nothing changes.",
            Endpoint = connection.EndpointUrl,
            Repository = address.Repository,
            Ref = address.Ref,
            Key = address.Key,
        };

    private static LakeS3Exception ByStatus(Failure failure) => failure.Status switch
    {
        HttpStatusCode.RequestEntityTooLarge => failure.ToException(
            "LakeRequestTooLarge",
            LakeErrorKind.LimitsExceeded,
            $"{failure.Connection.EndpointUrl} does not take a request this large (413).",
            "A proxy before the server has a limit, as nginx has with client_max_body_size: it has to let 64 MiB through."),
        HttpStatusCode.RequestTimeout => failure.ToException(
            "LakeServerError",
            LakeErrorKind.Server,
            $"{failure.Connection.EndpointUrl} waited too long for the request (408){After(failure)}.",
            "Try again; on a slow line, connect with a smaller -MaxConcurrency."),
        HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized when failure.IsForeign => failure.ToException(
            "LakeAccessDenied",
            LakeErrorKind.PermissionDenied,
            $"Something before the server at {failure.Connection.EndpointUrl} refused the request ({Describe(failure.Status)}): the answer is none of S3's.",
            "Ask those who run the proxy or firewall there. The key pair was not judged."),
        (HttpStatusCode)429 => Throttled(failure),
        >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError when failure.IsForeign => NotAnS3Endpoint(failure),
        // HEAD answers have no body, so no code.
        HttpStatusCode.NotFound when failure.Key is not null => MissingObject(failure),
        HttpStatusCode.NotFound when failure.Repository is not null => MissingContainer(failure),
        HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized => AccessDenied(failure),
        HttpStatusCode.PreconditionFailed => ObjectExists(failure),
        HttpStatusCode.MethodNotAllowed => NotSupported(failure),
        HttpStatusCode.ServiceUnavailable => Throttled(failure),
        _ when failure.RefState is RefState.Missing or RefState.RepositoryMissing => MissingContainer(failure),
        _ => failure.ToException(
            "LakeServerError",
            LakeErrorKind.Server,
            $"{failure.Connection.EndpointUrl} answered {Describe(failure.Status)}{(failure.Code is null ? string.Empty : " " + failure.Code)}.{Saying(failure)}",
            "The server's log says more under the request id."
                + (failure.Connection.IsLakeFS ? " lakeFS also answers so to refs and keys that it can't make sense of." : string.Empty)),
    };

    /// <summary>An object that was to be left alone.</summary>
    public static LakeS3Exception ObjectExists(Failure failure) => failure.ToException(
        "LakeObjectExists",
        LakeErrorKind.AlreadyExists,
        $"The object {Object(failure)} exists already.",
        "Leave -NoClobber out to replace it.");

    private static LakeS3Exception MissingObject(Failure failure) => failure.RefState switch
    {
        _ when !failure.Connection.IsLakeFS => failure.ToException(
            "LakeObjectNotFound",
            LakeErrorKind.NotFound,
            $"The object {Object(failure)} does not exist{(failure.Code is null ? ", or the bucket does not" : string.Empty)}.",
            "Get-LakeObjectList shows what is there; keys are case-sensitive."),
        RefState.Missing or RefState.RepositoryMissing => MissingContainer(failure),
        RefState.Unknown => failure.ToException(
            "LakeObjectNotFound",
            LakeErrorKind.NotFound,
            $"The object {Object(failure)} does not exist, or the ref does not.",
            "Get-LakeObjectList shows what is there."),
        _ => failure.ToException(
            "LakeObjectNotFound",
            LakeErrorKind.NotFound,
            $"The object {Object(failure)} does not exist.",
            "Get-LakeObjectList shows what is there; keys are case-sensitive."),
    };

    /// <summary>A repository, ref or bucket that is not there.</summary>
    public static LakeS3Exception MissingContainer(Failure failure)
    {
        if (!failure.Connection.IsLakeFS)
        {
            return failure.ToException(
                "LakeBucketNotFound",
                LakeErrorKind.NotFound,
                $"The bucket '{failure.Repository}' does not exist at {failure.Connection.EndpointUrl}.",
                "Check the bucket's name, the endpoint and the region.");
        }

        bool writes = failure.Operation is S3Operation.WriteObject or S3Operation.CopyObject or S3Operation.RemoveObjects or S3Operation.Commit;
        return failure.RefState switch
        {
            RefState.Missing when writes => failure.ToException(
                "LakeBranchNotFound",
                LakeErrorKind.NotFound,
                $"The branch '{failure.Ref}' does not exist in repository '{failure.Repository}'.",
                "Get-LakeBranch lists the branches."),
            RefState.ReadOnly when writes => failure.ToException(
                "LakeRefNotWritable",
                LakeErrorKind.InvalidOperation,
                $"'{failure.Ref}' is no branch of repository '{failure.Repository}' but a tag, a commit or an expression, and can't be written to.",
                "Write to a branch; Get-LakeBranch lists them."),
            RefState.Missing => RefNotFound(failure),
            RefState.Unknown when failure.Operation == S3Operation.ListObjects && failure.Code == "BadRequest" => RefNotFound(failure),
            _ => failure.ToException(
                "LakeRepositoryNotFound",
                LakeErrorKind.NotFound,
                $"The repository '{failure.Repository}' does not exist at {failure.Connection.EndpointUrl}, or access key {failure.Connection.AccessKeyId} may not see it.",
                "Get-LakeRepository lists the repositories."),
        };
    }

    private static LakeS3Exception AccessDenied(Failure failure)
    {
        if (failure.Operation is S3Operation.WriteObject && failure.Connection.IsLakeFS && failure.Connection.RequestChecksum == ChecksumMode.WhenSupported)
        {
            return failure.ToException(
                "LakeChecksumRefused",
                LakeErrorKind.PermissionDenied,
                $"The server refused the upload of {Object(failure)}. The connection was opened with -RequestChecksum WhenSupported, and lakeFS before 1.56 refuses the checksum trailers that this setting sends.",
                "Connect with -RequestChecksum WhenRequired, the default. If that is refused too, the access key may not write there.");
        }

        return failure.ServerMessage?.IndexOf("not valid yet", StringComparison.OrdinalIgnoreCase) >= 0
            ? ClockSkewed(failure)
            : failure.ToException(
                "LakeAccessDenied",
                LakeErrorKind.PermissionDenied,
                failure.Connection.Credential.IsAnonymous
                    ? $"{failure.Connection.EndpointUrl} does not let everybody do this, and the connection is anonymous."
                    : $"Access key {failure.Connection.AccessKeyId} (from {failure.Connection.CredentialSource}) is unknown at {failure.Connection.EndpointUrl}, or may not do this.",
                failure.Connection.Credential.IsAnonymous ? "Connect with a key pair." : "Check the access key id, and what its user may do.");
    }

    private static LakeS3Exception ClockSkewed(Failure failure)
    {
        string difference = failure.ServerTime is DateTimeOffset server
            ? $"is {Math.Abs((DateTimeOffset.UtcNow - server).TotalMinutes).ToString("0", CultureInfo.CurrentCulture)} minutes off the server's"
            : "is too far off the server's";
        return failure.ToException(
            "LakeClockSkewed",
            LakeErrorKind.Authentication,
            $"This machine's clock {difference}; signatures are refused beyond 15 minutes.",
            "Set the clock, or let the machine synchronise it.");
    }

    /// <summary>A repository that nobody may write to.</summary>
    public static LakeS3Exception RepositoryReadOnly(Failure failure) => failure.ToException(
        "LakeRepositoryReadOnly",
        LakeErrorKind.PermissionDenied,
        $"The repository '{failure.Repository}' is read-only.",
        "Write to another repository.");

    /// <summary>A branch whose rules forbid what was tried.</summary>
    public static LakeS3Exception BranchProtected(Failure failure) => failure.ToException(
        "LakeBranchProtected",
        LakeErrorKind.PermissionDenied,
        $"The branch '{failure.Ref}' of repository '{failure.Repository}' is protected.",
        "Write to another branch and merge it.");

    private static bool IsProtection(Failure failure) =>
        failure.ServerMessage?.IndexOf("protected branch", StringComparison.OrdinalIgnoreCase) >= 0;

    private static LakeS3Exception Throttled(Failure failure) => failure.ToException(
        "LakeThrottled",
        LakeErrorKind.LimitsExceeded,
        $"{failure.Connection.EndpointUrl} asks for fewer requests ({failure.Code ?? Describe(failure.Status)}){After(failure)}.",
        "Wait, or connect with a smaller -MaxConcurrency or more -MaxRetries.");

    private static string After(Failure failure) => failure.Retries switch
    {
        0 => string.Empty,
        1 => ", also after another try",
        int retries => $", also after {retries} more tries",
    };

    private static LakeS3Exception NotSupported(Failure failure) => failure.ToException(
        "LakeNotSupported",
        LakeErrorKind.NotSupported,
        (failure.Connection.IsLakeFS ? "lakeFS" : failure.Connection.EndpointUrl.ToString()) + " does not support this operation." + Saying(failure),
        failure.Connection.IsLakeFS ? "See lakeFS's documentation of its S3 gateway for what it supports." : "See the server's documentation for what it supports.");

    private static LakeS3Exception UploadMissing(Failure failure) => failure.ToException(
        "LakeUploadNotFound",
        LakeErrorKind.NotFound,
        $"The unfinished upload of {Object(failure)} does not exist any more.",
        "Begin the upload anew.");

    private static string Object(Failure failure) => !failure.Connection.IsLakeFS ? $"'{failure.Key}' in bucket '{failure.Repository}'" : failure.Ref is null
        ? $"'{failure.Key}'"
        : $"'{failure.Key}' at ref '{failure.Ref}' of repository '{failure.Repository}'";

    private static string Saying(Failure failure) =>
        string.IsNullOrWhiteSpace(failure.ServerMessage) ? string.Empty : $" It says: {failure.ServerMessage!.Trim()}";

    private static string Describe(HttpStatusCode? status) =>
        status is null ? "no status" : $"{(int)status} {status}";
}
