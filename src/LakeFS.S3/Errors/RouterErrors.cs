using System;

namespace LakeFS.S3.Errors;

/// <summary>Errors of a router's configuration, detected when it is created.</summary>
internal static class RouterErrors
{
    public static LakeS3Exception ProfileInvalid(string profile, string what) => ErrorCatalog.RouterProfileInvalid.Error(
        $"The profile '{profile}' can't be used: {what}");

    public static LakeS3Exception ProfilesUnordered(string names) => ErrorCatalog.RouterProfileInvalid.Error(
        $"The first profile that matches is used, but the order of the profiles {names} is not known.");

    public static LakeS3Exception ConnectionMissing(string profile) => ErrorCatalog.RouterConnectionMissing.Error(
        $"There is no connection for the profile '{profile}'.");

    public static LakeS3Exception DefaultMissing() => ErrorCatalog.RouterConnectionMissing.Error(
        "There is no connection named 'default', which serves what no profile matches.");

    public static LakeS3Exception ConnectionClosed(string profile, string connection) => ErrorCatalog.RouterConnectionInvalid.Error(
        $"The connection '{connection}' of the profile '{profile}' is closed.");

    public static LakeS3Exception ConnectionInvalid(string profile, string given) => ErrorCatalog.RouterConnectionInvalid.Error(
        $"The profile '{profile}' needs an open connection to one server, not {given}.");

    public static LakeS3Exception FileInvalid(string path, string what, Exception? inner) => ErrorCatalog.RouterFileInvalid.Error(
        $"The profiles in '{path}' can't be read: {what}", new ErrorFacts { Inner = inner });

    public static LakeS3Exception ProfilesInvalid(string given) => ErrorCatalog.RouterFileInvalid.Error(
        $"Profiles are a table, or the path of a file that holds one, and not {given}.");
}
