using System;
using System.Net;
using LakeFS.S3.Addressing;
using LakeFS.S3.Errors;

namespace LakeFS.S3.S3;

/// <summary>
/// Maps S3 responses to errors; <see cref="ErrorCatalog"/> and the classes next to it have the texts. Codes and statuses
/// are those of lakeFS 1.84, as recorded, and of S3, as listed in its API reference.
/// </summary>
internal static class S3Errors
{
    /// <summary>Maps an error response of the server.</summary>
    public static LakeS3Exception Explain(S3ErrorContext failure) => failure.Facts.Code switch
    {
        "NoSuchBucket" => ContainerNotFound(failure),
        // lakeFS returns NoSuchKey for an upload that was completed or aborted (s3-multipart-list #23).
        "NoSuchUpload" => ObjectErrors.UploadNotFound(failure.Facts),
        "NoSuchKey" when failure.Operation == S3Operation.AbortUpload => ObjectErrors.UploadNotFound(failure.Facts),
        "NoSuchKey" => ObjectNotFound(failure),
        "BadRequest" when failure.Operation == S3Operation.ListObjects => ContainerNotFound(failure),
        "PreconditionFailed" => ObjectErrors.Exists(failure.Facts),
        "SignatureDoesNotMatch" => AccessErrors.SecretMismatch(failure.Facts, failure.Connection.AccessKeyId, failure.Connection.CredentialSource),
        "RequestTimeTooSkewed" or "RequestExpired" => AccessErrors.ClockSkewed(failure.Facts, failure.ServerTime),
        "AccessDenied" or "InvalidAccessKeyId" or "AllAccessDisabled" or "AccountProblem" => AccessDenied(failure),
        "ExpiredToken" or "InvalidToken" or "TokenRefreshRequired" =>
            AccessErrors.SessionTokenInvalid(failure.Facts, failure.Connection.AccessKeyId, failure.Connection.CredentialSource),
        "PermanentRedirect" or "TemporaryRedirect" or "AuthorizationHeaderMalformed" or "IllegalLocationConstraintException" =>
            ConnectionErrors.RegionMismatch(failure.Facts, failure.Connection.Region),
        "MissingFields" => AccessErrors.SignatureUnreadable(failure.Facts, failure.Connection.AccessKeyId, failure.Connection.Region),
        "ErrWriteToProtectedBranch" => AccessErrors.BranchProtected(failure.Facts),
        "InvalidRequest" when Says(failure, "protected branch") => AccessErrors.BranchProtected(failure.Facts),
        "ErrReadOnlyRepository" => AccessErrors.RepositoryReadOnly(failure.Facts),
        "ErrNoSuchBucketPossibleAPIEndpoint" => ConnectionErrors.EndpointIsApi(failure.Facts),
        "ERRLakeFSWrongEndpoint" => ServerErrors.NotAnS3Endpoint(failure.Facts),
        "MetadataTooLarge" => ObjectErrors.MetadataTooLarge(failure.Facts),
        "ERRLakeFSNotSupported" or "NotImplemented" => ServerErrors.NotSupported(failure.Facts),
        "SlowDown" or "ServiceUnavailable" or "Throttling" or "TooManyRequests" => Throttled(failure),
        _ => ByStatus(failure),
    };

    /// <summary>The repository, ref or bucket does not exist, or the ref can't be written to.</summary>
    public static LakeS3Exception ContainerNotFound(S3ErrorContext failure)
    {
        if (!failure.Connection.IsLakeFS)
        {
            return RefErrors.BucketNotFound(failure.Facts);
        }

        bool writes = Writes(failure);
        return failure.RefState switch
        {
            RefState.Missing when writes => RefErrors.BranchNotFound(failure.Facts),
            RefState.ReadOnly when writes => RefErrors.NotABranch(failure.Facts),
            RefState.Missing => RefErrors.RefNotFound(failure.Facts),
            RefState.Unknown when failure.Operation == S3Operation.ListObjects && failure.Facts.Code == "BadRequest" => RefErrors.RefNotFound(failure.Facts),
            _ => RefErrors.RepositoryNotFound(failure.Facts, failure.Connection.AccessKeyId),
        };
    }

    private static LakeS3Exception ByStatus(S3ErrorContext failure) => failure.Facts.Status switch
    {
        HttpStatusCode.RequestEntityTooLarge => ServerErrors.RequestTooLarge(failure.Facts),
        HttpStatusCode.RequestTimeout => ServerErrors.RequestTooSlow(failure.Facts, failure.Attempts),
        (HttpStatusCode)429 => Throttled(failure),
        HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized when failure.IsForeign => ServerErrors.RefusedOnTheWay(failure.Facts),
        >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError when failure.IsForeign => ServerErrors.NotAnS3Endpoint(failure.Facts),
        // Responses to HEAD have no body and thus no code.
        HttpStatusCode.NotFound when failure.Facts.Key is not null => ObjectNotFound(failure),
        HttpStatusCode.NotFound when failure.Facts.Repository is not null => ContainerNotFound(failure),
        HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized => AccessDenied(failure),
        HttpStatusCode.PreconditionFailed => ObjectErrors.Exists(failure.Facts),
        HttpStatusCode.MethodNotAllowed => ServerErrors.NotSupported(failure.Facts),
        HttpStatusCode.ServiceUnavailable => Throttled(failure),
        _ when failure.RefState is RefState.Missing or RefState.RepositoryMissing || IsWriteToNoBranch(failure) => ContainerNotFound(failure),
        _ => ServerErrors.Unexpected(failure.Facts),
    };

    // lakeFS answers 500 if the ref is not a valid branch name, as v1.0 is not (s3-refs #81). For a valid name, 500 means
    // something else: the list that led to this state omits hidden branches.
    private static bool IsWriteToNoBranch(S3ErrorContext failure) =>
        failure.Facts is { Status: HttpStatusCode.InternalServerError, Ref: string reference }
        && failure.RefState == RefState.ReadOnly && Writes(failure) && !NameRules.CanBeBranch(reference);

    private static bool Writes(S3ErrorContext failure) => failure.Operation is S3Operation.WriteObject or S3Operation.CopyObject or S3Operation.RemoveObjects;

    private static LakeS3Exception ObjectNotFound(S3ErrorContext failure) => failure.RefState switch
    {
        not (RefState.Missing or RefState.RepositoryMissing) when failure.Facts.Key?.IndexOf('\uFFFD') >= 0 => AddressErrors.KeyNotListable(failure.Facts),
        _ when !failure.Connection.IsLakeFS => failure.Facts.Code is null ? ObjectErrors.NotFoundOrItsContainer(failure.Facts) : ObjectErrors.NotFound(failure.Facts),
        RefState.Missing or RefState.RepositoryMissing => ContainerNotFound(failure),
        RefState.Unknown => ObjectErrors.NotFoundOrItsContainer(failure.Facts),
        _ => ObjectErrors.NotFound(failure.Facts),
    };

    private static LakeS3Exception AccessDenied(S3ErrorContext failure)
    {
        if (failure.Operation is S3Operation.WriteObject && failure.Connection.IsLakeFS && failure.Connection.RequestChecksum == ChecksumMode.WhenSupported)
        {
            return AccessErrors.ChecksumRefused(failure.Facts);
        }

        return Says(failure, "not valid yet") ? AccessErrors.ClockSkewed(failure.Facts, failure.ServerTime)
            : failure.Connection.Credential.IsAnonymous ? AccessErrors.DeniedToAnonymous(failure.Facts)
            : AccessErrors.Denied(failure.Facts, failure.Connection.AccessKeyId, failure.Connection.CredentialSource, PermissionOf(failure));
    }

    private static string PermissionOf(S3ErrorContext failure) => (failure.Operation, failure.Connection.IsLakeFS) switch
    {
        (S3Operation.ListRepositories, true) => "fs:ListRepositories",
        (S3Operation.ListRepositories, false) => "s3:ListAllMyBuckets",
        (S3Operation.ListBranches or S3Operation.ListObjects, true) => "fs:ListObjects",
        (S3Operation.ListBranches or S3Operation.ListObjects, false) => "s3:ListBucket",
        (S3Operation.ReadObject, true) => "fs:ReadObject",
        (S3Operation.ReadObject, false) => "s3:GetObject",
        (S3Operation.RemoveObjects, true) => "fs:DeleteObject",
        (S3Operation.RemoveObjects, false) => "s3:DeleteObject",
        (S3Operation.CopyObject, true) => "fs:WriteObject, and fs:ReadObject for the source",
        (S3Operation.CopyObject, false) => "s3:PutObject, and s3:GetObject for the source",
        (S3Operation.ListUploads, true) => "fs:ListMultipartUploads",
        (S3Operation.ListUploads, false) => "s3:ListBucketMultipartUploads",
        (S3Operation.AbortUpload, true) => "fs:AbortMultipartUpload",
        (S3Operation.AbortUpload, false) => "s3:AbortMultipartUpload",
        (_, true) => "fs:WriteObject",
        (_, false) => "s3:PutObject",
    };

    private static LakeS3Exception Throttled(S3ErrorContext failure) => ServerErrors.Throttled(failure.Facts, failure.Attempts);

    private static bool Says(S3ErrorContext failure, string what) => failure.Facts.ServerMessage?.IndexOf(what, StringComparison.OrdinalIgnoreCase) >= 0;
}
