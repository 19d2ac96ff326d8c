using System;
using System.IO;

namespace LakeFS.S3.Errors;

/// <summary>The errors of local files and folders.</summary>
internal static class FileErrors
{
    public static LakeS3Exception NotFound(string path) => new(
        "LakeFileNotFound", LakeErrorKind.NotFound, $"The file '{path}' does not exist.")
    {
        RecommendedAction = "Check the path.",
    };

    public static LakeS3Exception FolderNotFound(string path) => new(
        "LakeFolderNotFound", LakeErrorKind.NotFound, File.Exists(path) ? $"'{path}' is a file, not a folder." : $"The folder '{path}' does not exist.")
    {
        RecommendedAction = "Name a folder; a single file goes with -File.",
    };

    public static LakeS3Exception IsDirectory(string path) => new(
        "LakeFileIsDirectory", LakeErrorKind.InvalidArgument, $"'{path}' is a folder, not a file.")
    {
        RecommendedAction = "Name a file, or use -Folder.",
    };

    public static LakeS3Exception NotRegular(string path) => new(
        "LakeFileNotRegular", LakeErrorKind.InvalidArgument, $"'{path}' is a pipe, a device or something else whose size does not tell what it holds.")
    {
        RecommendedAction = "Name a regular file. What comes out of a pipe is sent with -Stream; what goes into one is read with -AsByteStream.",
    };

    public static LakeS3Exception Unreadable(string path, Exception inner) => new(
        "LakeFileUnreadable", LakeErrorKind.PermissionDenied, $"The file '{path}' can't be read: {inner.Message}", inner)
    {
        RecommendedAction = "Check the file's permissions and whether another program holds it open.",
    };

    public static LakeS3Exception Changed(string path) => new(
        "LakeFileChanged", LakeErrorKind.InvalidData, $"The file '{path}' changed while it was being read.")
    {
        RecommendedAction = "Send it again when nothing writes to it any more. Nothing of it was kept.",
    };

    public static LakeS3Exception Unwritable(string path, Exception inner) => new(
        "LakeFileUnwritable", LakeErrorKind.PermissionDenied, $"'{path}' can't be written: {inner.Message}", inner)
    {
        RecommendedAction = "Check the folder's permissions and the room on the disk.",
    };

    public static LakeS3Exception Exists(string path) => new(
        "LakeFileExists", LakeErrorKind.AlreadyExists, $"The file '{path}' exists already.")
    {
        RecommendedAction = "Leave -NoClobber out to replace it.",
    };

    public static LakeS3Exception ReadOnly(string path) => new(
        "LakeFileReadOnly", LakeErrorKind.PermissionDenied, $"The file '{path}' is read-only.")
    {
        RecommendedAction = "Use -Force to replace it all the same.",
    };

    public static LakeS3Exception FileInTheWay(string path) => new(
        "LakeFileUnwritable", LakeErrorKind.InvalidArgument, $"'{path}' is a file, so that nothing can be stored below it.")
    {
        RecommendedAction = "Move the file, or use another folder.",
    };

    public static LakeS3Exception IsLink(string path) => new(
        "LakeFileIsLink", LakeErrorKind.InvalidOperation, $"'{path}' is a link, and links are not followed.")
    {
        RecommendedAction = "Use -Link Follow to take what it leads to, or -Link Skip to pass it over.",
    };

    public static LakeS3Exception LinkLoop(string path) => new(
        "LakeLinkLoop", LakeErrorKind.InvalidOperation, $"The link '{path}' leads back to a folder that it lies in.")
    {
        RecommendedAction = "Leave it out with -Exclude.",
    };

    public static LakeS3Exception Unsafe(string path) => new(
        "LakeFileUnsafe", LakeErrorKind.PermissionDenied, $"'{path}' is a link, has other names, or belongs to another user, so that nothing is written to it.")
    {
        RecommendedAction = "Find out who made it and delete it, or leave -Resume out.",
    };

    public static LakeS3Exception NameTaken(string key, string folder) => new(
        "LakeFileNameTaken", LakeErrorKind.AlreadyExists, $"The key '{key}' can't be stored under '{folder}': its file is also that of another object.")
    {
        Key = key,
        RecommendedAction = "Read this object with -File and a name of your own, or leave it out with -Exclude.",
    };

    public static LakeS3Exception NotFileSystem(string path, string provider) => new(
        "LakePathNotFileSystem", LakeErrorKind.InvalidArgument, $"'{path}' is a place of the provider {provider}, not of the file system.")
    {
        RecommendedAction = "Use a whole path such as FileSystem::/data, or Set-Location to a folder first.",
    };

    public static LakeS3Exception PathInvalid(string path, Exception inner) => new(
        "LakePathInvalid", LakeErrorKind.InvalidArgument, $"'{path}' names no file or folder: {inner.Message}", inner)
    {
        RecommendedAction = "Check the path; Get-PSDrive lists the drives.",
    };

    public static LakeS3Exception OutsideFolder(string key, string folder) => new(
        "LakePathOutsideFolder", LakeErrorKind.InvalidArgument, $"The key '{key}' can't be stored under '{folder}': it has no safe file name there.")
    {
        Key = key,
        RecommendedAction = "Read this object with -File and a name of your own.",
    };
}
