using System;

namespace LakeFS.S3.Routing;

/// <summary>The errors of a router's configuration, all of them found before it serves anything.</summary>
internal static class RouterErrors
{
    public static LakeS3Exception ProfileInvalid(string profile, string what) => Invalid(
        "LakeRouterProfileInvalid",
        $"The profile '{profile}' can't be used: {what}",
        "A profile has source_bucket_pattern and may have source_key_pattern, mapped_bucket_name and mapped_prefix.");

    public static LakeS3Exception ConnectionMissing(string profile) => Invalid(
        "LakeRouterConnectionMissing",
        $"The profile '{profile}' has no connection of its name.",
        "Give -Connection an entry for each profile, and one named default.");

    public static LakeS3Exception DefaultMissing() => Invalid(
        "LakeRouterConnectionMissing",
        "There is no connection named 'default', which serves what no profile matches.",
        "Add it to -Connection.");

    public static LakeS3Exception ConnectionClosed(string profile, string connection) => Invalid(
        "LakeRouterConnectionInvalid",
        $"The connection '{connection}' of the profile '{profile}' is closed.",
        "Open it anew with Connect-LakeS3.");

    public static LakeS3Exception FileInvalid(string path, string what, Exception? inner) => new(
        "LakeRouterFileInvalid", LakeErrorKind.InvalidArgument, $"The profiles in '{path}' can't be read: {what}", inner)
    {
        RecommendedAction = "The file holds profiles by name, as JSON (.json), YAML (.yaml, .yml) or PowerShell data (.psd1).",
    };

    private static LakeS3Exception Invalid(string id, string message, string action) =>
        new(id, LakeErrorKind.InvalidArgument, message) { RecommendedAction = action };
}
