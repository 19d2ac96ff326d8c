using System;
using System.IO;

namespace LakeFS.S3.Errors;

/// <summary>Errors of local files and folders.</summary>
internal static class FileErrors
{
    public static LakeS3Exception NotFound(string path) => ErrorCatalog.FileNotFound.Error($"The file '{path}' does not exist.");

    public static LakeS3Exception FolderNotFound(string path) => ErrorCatalog.FolderNotFound.Error(
        File.Exists(path) ? $"'{path}' is a file, not a folder." : $"The folder '{path}' does not exist.");

    public static LakeS3Exception IsDirectory(string path) => ErrorCatalog.FileIsDirectory.Error($"'{path}' is a folder, not a file.");

    public static LakeS3Exception NamesFolder(string path) => ErrorCatalog.FileIsDirectory.Error($"'{path}' is the name of a folder.");

    public static LakeS3Exception NotRegular(string path) => ErrorCatalog.FileNotRegular.Error(
        $"'{path}' is not a regular file but a pipe, a device or the like, whose size says nothing about its content.");

    public static LakeS3Exception Unreadable(string path, Exception inner) => ErrorCatalog.FileUnreadable.Error(
        $"The file '{path}' can't be read: {inner.Message}", FactsOf(inner));

    public static LakeS3Exception Changed(string path) => ErrorCatalog.FileChanged.Error(
        $"The file '{path}' changed while it was being read. Nothing of it was kept.");

    public static LakeS3Exception ChangedBeforeDeletion(string path) => ErrorCatalog.FileChanged.Error(
        $"The file '{path}' changed after it was compared, and was not deleted.");

    public static LakeS3Exception StreamNotReadable() => ErrorCatalog.StreamUnreadable.Error(
        "The stream can't be read: it is closed, or was opened for writing only.");

    public static LakeS3Exception StreamUnreadable(Exception inner) => ErrorCatalog.StreamUnreadable.Error(
        $"The stream can't be read: {inner.Message}", FactsOf(inner));

    public static LakeS3Exception Unwritable(string path, Exception inner) => ErrorCatalog.FileUnwritable.Error(
        $"'{path}' can't be written: {inner.Message}", FactsOf(inner));

    public static LakeS3Exception Exists(string path) => ErrorCatalog.FileExists.Error($"The file '{path}' exists already.");

    public static LakeS3Exception ReadOnly(string path) => ErrorCatalog.FileReadOnly.Error($"The file '{path}' is read-only.");

    public static LakeS3Exception FileInTheWay(string path) => ErrorCatalog.FileUnwritable.Error(
        $"'{path}' is a file, so that nothing can be stored below it.", reason: LakeErrorReason.FileInTheWay);

    public static LakeS3Exception IsLink(string path) => ErrorCatalog.FileIsLink.Error($"'{path}' is a link, and links are not followed.");

    public static LakeS3Exception LinkLoop(string path) => ErrorCatalog.LinkLoop.Error($"The link '{path}' leads back to a folder that it is in.");

    public static LakeS3Exception Unsafe(string path) => ErrorCatalog.FileUnsafe.Error(
        $"'{path}' is a link, has other names or belongs to another user, so that nothing is written to it.");

    public static LakeS3Exception NameTaken(string key, string folder) => ErrorCatalog.FileNameTaken.Error(
        $"The key '{key}' can't be stored under '{folder}': its file is also that of another object.", new ErrorFacts { Key = key });

    public static LakeS3Exception OutsideFolder(string key, string folder) => ErrorCatalog.PathOutsideFolder.Error(
        $"The key '{key}' can't be stored under '{folder}': it has no safe file name there.", new ErrorFacts { Key = key });

    private static ErrorFacts FactsOf(Exception inner) => new() { Inner = inner };
}
