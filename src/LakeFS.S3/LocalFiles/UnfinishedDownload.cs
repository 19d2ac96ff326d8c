using System;
using System.IO;
using System.Linq;

namespace LakeFS.S3.LocalFiles;

/// <summary>
/// The names under which downloads that are under way, or were broken off, keep their content beside its place. They
/// are no files of the folder: what is sent or compared leaves them alone.
/// </summary>
internal static class UnfinishedDownload
{
    private const string Temporary = ".partial";
    private const string Resumable = ".lakefs-partial";
    private const string Notes = ".lakefs-partial-ranges";
    private static readonly int TemporaryLength = 1 + Guid.Empty.ToString("N").Length + Temporary.Length;

    /// <summary>A name of its own for a download that leaves nothing behind.</summary>
    public static string NewPathFor(string path) => Beside(path, Guid.NewGuid().ToString("N") + Temporary);

    /// <summary>Where a download that is to be continued keeps what it has.</summary>
    public static string PathFor(string path) => Beside(path, Path.GetFileName(path) + Resumable);

    /// <summary>Where it notes which ranges those are.</summary>
    public static string NotesFor(string path) => Beside(path, Path.GetFileName(path) + Notes);

    /// <summary>Whether a file's name is one of them.</summary>
    public static bool IsName(string name) =>
        name[0] == '.'
        && (name.EndsWith(Resumable, StringComparison.Ordinal)
            || name.EndsWith(Notes, StringComparison.Ordinal)
            || (name.Length == TemporaryLength
                && name.EndsWith(Temporary, StringComparison.Ordinal)
                && name.Skip(1).Take(TemporaryLength - 1 - Temporary.Length).All(Uri.IsHexDigit)));

    private static string Beside(string path, string name) => Path.Combine(Path.GetDirectoryName(path) ?? string.Empty, "." + name);
}
