using System;

namespace LakeFS.S3.Errors;

/// <summary>Errors of connection settings.</summary>
internal static class ConnectionErrors
{
    public static LakeS3Exception EndpointInvalid(string what) => ErrorCatalog.EndpointInvalid.Error(what);

    public static LakeS3Exception EndpointWithoutTls(Uri endpoint) => ErrorCatalog.EndpointInvalid.Error(
        $"A rule for certificates was given, but {endpoint} is plain HTTP, where there are none and nothing is encrypted.", reason: LakeErrorReason.EndpointWithoutTls);

    public static LakeS3Exception EndpointMissing() => ErrorCatalog.EndpointMissing.Error(
        "No endpoint was given, and none is configured in LAKECTL_SERVER_ENDPOINT_URL or lakectl's configuration.");

    public static LakeS3Exception EndpointIsApi(ErrorFacts facts) => ErrorCatalog.EndpointIsApi.Error(
        $"The endpoint {facts.Endpoint} leads to lakeFS's REST API instead of its S3 gateway.", facts);

    public static LakeS3Exception CredentialMissing(string lakectlConfig) => ErrorCatalog.CredentialMissing.Error(
        $"No key pair was found: none was given, neither LAKECTL_CREDENTIALS_ACCESS_KEY_ID nor AWS_ACCESS_KEY_ID is set, and '{lakectlConfig}' holds none.");

    public static LakeS3Exception AwsCredentialMissing() => ErrorCatalog.CredentialMissing.Error(
        "No key pair was found: none was given, neither AWS_ACCESS_KEY_ID nor AWS_PROFILE is set, and there is no AWS profile 'default'.");

    public static LakeS3Exception CannotSign(string connection) => ErrorCatalog.CredentialMissingToSign.Error(
        $"The connection '{connection}' is anonymous: it has no key pair to sign a URL with.");

    public static LakeS3Exception CredentialIncomplete(string present, string missing) => ErrorCatalog.CredentialIncomplete.Error(
        $"{present} is given, {missing} is not.");

    public static LakeS3Exception AccessKeyIdInvalid(string source) => ErrorCatalog.CredentialInvalid.Error(
        $"The access key id from {source} is invalid: lakeFS takes 3 to 20 characters without blanks.");

    public static LakeS3Exception CredentialPadded(string part, string source) => ErrorCatalog.CredentialInvalid.Error(
        $"The {part} from {source} starts or ends with a blank or a line break.", reason: LakeErrorReason.CredentialPadded);

    public static LakeS3Exception ProfileNotFound(string profile) => ErrorCatalog.ProfileNotFound.Error(
        $"The AWS profile '{profile}' does not exist, or holds no key pair.");

    public static LakeS3Exception ProfileUnusable(string profile, string reason) => ErrorCatalog.ProfileInvalid.Error(
        $"The AWS profile '{profile}' can't be used: {reason}");

    public static LakeS3Exception LakectlConfigUnreadable(string path, string reason, Exception? inner) => ErrorCatalog.ConfigInvalid.Error(
        $"lakectl's configuration '{path}' can't be read: {reason}", new ErrorFacts { Inner = inner });

    public static LakeS3Exception SavedUnreadable(string path, Exception? inner) => ErrorCatalog.ConfigInvalid.Error(
        $"The saved connection '{path}' can't be read: it is not valid JSON.", new ErrorFacts { Inner = inner }, LakeErrorReason.SavedConnection);

    public static LakeS3Exception CACertificateInvalid(string path, string reason, Exception? inner) => ErrorCatalog.CACertificateInvalid.Error(
        $"'{path}' holds no certificate that can be trusted: {reason}", new ErrorFacts { Inner = inner });

    public static LakeS3Exception OnlyForLakeFS(string setting) => ErrorCatalog.NotLakeFS.Error(
        $"{setting} is for lakeFS: a plain S3 store has no repositories, refs and lakectl configuration.", reason: LakeErrorReason.ConnectionSetting);

    public static LakeS3Exception OnlyForS3(string setting) => ErrorCatalog.NotPlainS3.Error($"{setting} is for plain S3 stores.");

    public static LakeS3Exception RegionInvalid(string region) => ErrorCatalog.RegionInvalid.Error(
        region.Length == 0 ? "The region is empty." : $"'{region}' is not a valid region.");

    public static LakeS3Exception RegionMismatch(ErrorFacts facts, string region) => ErrorCatalog.RegionMismatch.Error(
        $"{(facts.Repository is null ? facts.Endpoint!.ToString() : $"The bucket '{facts.Repository}'")} is not in the region {region}.{facts.ServerSays}", facts);

    public static LakeS3Exception RegionOfBucket(ErrorFacts facts, string region) => ErrorCatalog.RegionMismatch.Error(
        $"The bucket is in the region {region}, not in the one that {facts.Endpoint} serves.", facts);

    public static LakeS3Exception Disposed(string name) => ErrorCatalog.ConnectionClosed.Error($"The connection '{name}' is closed.");
}
