using System;
using System.Globalization;

namespace LakeFS.S3.Errors;

/// <summary>Errors of key pairs and permissions.</summary>
internal static class AccessErrors
{
    public static LakeS3Exception SecretMismatch(ErrorFacts facts, string accessKeyId, string source) => ErrorCatalog.SecretMismatch.Error(
        $"The secret does not match access key {accessKeyId} (from {source}).", facts);

    public static LakeS3Exception SessionTokenInvalid(ErrorFacts facts, string accessKeyId, string source) => ErrorCatalog.SessionTokenInvalid.Error(
        $"The session token of access key {accessKeyId} (from {source}) has expired or is invalid.", facts);

    /// <summary>The local clock is too far off for signatures.</summary>
    /// <param name="facts">The facts of the failed request.</param>
    /// <param name="serverTime">The server's clock; null if the response had no date.</param>
    public static LakeS3Exception ClockSkewed(ErrorFacts facts, DateTimeOffset? serverTime)
    {
        string difference = serverTime is DateTimeOffset server
            ? $"differs from the server's by {Math.Abs((DateTimeOffset.UtcNow - server).TotalMinutes).ToString("0", CultureInfo.CurrentCulture)} minutes"
            : "differs too much from the server's";
        return ErrorCatalog.ClockSkewed.Error($"This machine's clock {difference}; signatures are refused beyond 15 minutes.", facts);
    }

    /// <summary>The key pair is unknown, or its user lacks a permission.</summary>
    /// <param name="facts">The facts of the failed request.</param>
    /// <param name="accessKeyId">The access key id.</param>
    /// <param name="source">The source of the key pair.</param>
    /// <param name="permission">The permission needed, as named in the server's policies.</param>
    public static LakeS3Exception Denied(ErrorFacts facts, string accessKeyId, string source, string permission) => ErrorCatalog.AccessDenied.Error(
        $"Access key {accessKeyId} (from {source}) is unknown at {facts.Endpoint}, or may not do this, which takes the permission {permission}.", facts);

    public static LakeS3Exception DeniedToAnonymous(ErrorFacts facts) => ErrorCatalog.AccessDenied.Error(
        $"{facts.Endpoint} does not allow this to everyone, and the connection is anonymous.", facts, LakeErrorReason.Anonymous);

    public static LakeS3Exception SignatureUnreadable(ErrorFacts facts, string accessKeyId, string region) => ErrorCatalog.AccessDenied.Error(
        $"The server can't read this request's signature (access key {accessKeyId}, region {region}).", facts, LakeErrorReason.SignatureUnreadable);

    public static LakeS3Exception KeyPairRefused(ErrorFacts facts, string accessKeyId, string source) => ErrorCatalog.AccessDenied.Error(
        $"{facts.Endpoint} does not accept access key {accessKeyId} with this secret (from {source}).", facts, LakeErrorReason.KeyPairRefused);

    public static LakeS3Exception PermissionMissing(ErrorFacts facts, string accessKeyId, string source) => ErrorCatalog.AccessDenied.Error(
        $"Access key {accessKeyId} (from {source}) may not do this at {facts.Endpoint}.{facts.ServerSays}", facts, LakeErrorReason.PermissionMissing);

    public static LakeS3Exception ChecksumRefused(ErrorFacts facts) => ErrorCatalog.ChecksumRefused.Error(
        $"The server refused the upload of {facts.Object}. The connection's request checksums are WhenSupported, which sends checksum trailers that lakeFS before 1.56 refuses.",
        facts);

    public static LakeS3Exception BranchProtected(ErrorFacts facts) => ErrorCatalog.BranchProtected.Error(
        $"The branch '{facts.Ref}' of repository '{facts.Repository}' is protected.", facts);

    public static LakeS3Exception RepositoryReadOnly(ErrorFacts facts) => ErrorCatalog.RepositoryReadOnly.Error(
        $"The repository '{facts.Repository}' is read-only.", facts);
}
