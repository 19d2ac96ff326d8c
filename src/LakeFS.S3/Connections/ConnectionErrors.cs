using System;

namespace LakeFS.S3.Connections;

/// <summary>The errors of setting up a connection, found before or without a request.</summary>
internal static class ConnectionErrors
{
    public static LakeS3Exception EndpointInvalid(string what) => Invalid(
        "LakeEndpointInvalid", what, "Give the server's URL alone, as in https://lakefs.example.com or http://127.0.0.1:8000.");

    public static LakeS3Exception EndpointMissing() => Invalid(
        "LakeEndpointMissing",
        "No endpoint is known.",
        "Use -EndpointUrl, set LAKECTL_SERVER_ENDPOINT_URL, or run 'lakectl config'.");

    public static LakeS3Exception CredentialMissing(string lakectlConfig) => Invalid(
        "LakeCredentialMissing",
        $"No key pair was found: none was given, neither LAKECTL_CREDENTIALS_ACCESS_KEY_ID nor AWS_ACCESS_KEY_ID is set, and '{lakectlConfig}' holds none.",
        "Use -Credential, -AccessKeyId with -SecretAccessKey, or -ProfileName.");

    public static LakeS3Exception AwsCredentialMissing() => Invalid(
        "LakeCredentialMissing",
        "No key pair was found: none was given, neither AWS_ACCESS_KEY_ID nor AWS_PROFILE is set, and there is no AWS profile 'default'.",
        "Use -Credential, -AccessKeyId with -SecretAccessKey, or -ProfileName; or -Anonymous for what everybody may read.");

    public static LakeS3Exception OnlyForLakeFS(string parameter) => Invalid(
        "LakeNotLakeFS",
        $"{parameter} is for lakeFS: a plain S3 store has no repositories, refs and lakectl configuration.",
        "Leave it out with -Store S3; -BucketName names a default bucket.");

    public static LakeS3Exception OnlyForS3(string parameter) => Invalid(
        "LakeNotPlainS3",
        $"{parameter} is for plain S3 stores.",
        "Leave it out for lakeFS, or use -Store S3. On lakeFS -Repository and -Ref name the defaults.");

    public static LakeS3Exception CannotSign(string connection) => new(
        "LakeCredentialMissing", LakeErrorKind.InvalidOperation, $"The connection '{connection}' is anonymous: it has no key pair to sign a URL with.")
    {
        RecommendedAction = "Connect with a key pair.",
    };

    public static LakeS3Exception RegionInvalid(string region) => Invalid(
        "LakeRegionInvalid",
        region.Length == 0 ? "The region is empty." : $"'{region}' can't be a region.",
        "Name the region by its code, as in eu-central-1.");

    public static LakeS3Exception CredentialIncomplete(string present, string missing) => Invalid(
        "LakeCredentialIncomplete", $"{present} is given, {missing} is not.", "Give both halves of the key pair.");

    public static LakeS3Exception AccessKeyIdInvalid(string source) => Invalid(
        "LakeCredentialInvalid",
        $"The access key id from {source} can't be one: lakeFS takes 3 to 20 characters without blanks.",
        "Check that the access key id and the secret were not confused.");

    public static LakeS3Exception ProfileNotFound(string profile) => new(
        "LakeProfileNotFound", LakeErrorKind.NotFound, $"The AWS profile '{profile}' does not exist, or holds no key pair.")
    {
        RecommendedAction = "See the shared credentials file (~/.aws/credentials, or AWS_SHARED_CREDENTIALS_FILE).",
    };

    public static LakeS3Exception ProfileUnusable(string profile, Exception inner) => new(
        "LakeProfileInvalid", LakeErrorKind.InvalidArgument, $"The AWS profile '{profile}' can't be used: {inner.Message}", inner)
    {
        RecommendedAction = "Profiles with a key pair, with a session token or with credential_process can be used. For a role or for SSO, "
            + "make a profile with: credential_process = aws configure export-credentials --profile NAME",
    };

    public static LakeS3Exception LakectlConfigUnreadable(string path, string reason, Exception? inner) => new(
        "LakeConfigInvalid", LakeErrorKind.InvalidArgument, $"lakectl's configuration '{path}' can't be read: {reason}", inner)
    {
        RecommendedAction = "Mend the file, or run 'lakectl config' to write it anew.",
    };

    public static LakeS3Exception Disposed(string name) => new(
        "LakeConnectionClosed", LakeErrorKind.InvalidOperation, $"The connection '{name}' is closed.")
    {
        RecommendedAction = "Open a new one with Connect-LakeS3.",
    };

    private static LakeS3Exception Invalid(string id, string message, string action) =>
        new(id, LakeErrorKind.InvalidArgument, message) { RecommendedAction = action };
}
