using System;
using System.IO;
using System.Linq;
using System.Text;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.LocalFiles;

/// <summary>
/// The names of partial files, which running or interrupted downloads keep next to their target. They are never uploaded or
/// compared, and no object is downloaded to such a name.
/// </summary>
internal static class UnfinishedDownload
{
    private const string Temporary = ".partial";
    private const string Resumable = ".lakefs-partial";

    // The limit of most file systems, in bytes.
    private const int MaxName = 255;
    private static readonly int TemporaryLength = 1 + Guid.Empty.ToString("N").Length + Temporary.Length;

    /// <summary>Returns a unique name, for a download to a target that another one is writing.</summary>
    public static string NewName() => $".{Guid.NewGuid():N}{Temporary}";

    /// <summary>
    /// Returns the name of the partial file of a download that leaves nothing behind; always the same for a target, so that
    /// the next download finds what a killed one left.
    /// </summary>
    /// <param name="name">The target's name.</param>
    public static string TemporaryFor(string name) =>
        $".{Hex.Of(Hashes.Sha256(Encoding.UTF8.GetBytes(name))).Substring(0, Guid.Empty.ToString("N").Length)}{Temporary}";

    /// <summary>Returns the name of the partial file of a resumable download.</summary>
    /// <param name="name">The target's name; replaced by its hash if the result would be too long.</param>
    public static string NameFor(string name)
    {
        string beside = $".{name}{Resumable}";
        return Encoding.UTF8.GetByteCount(beside) <= MaxName ? beside : $".{Hex.Of(Hashes.Sha256(Encoding.UTF8.GetBytes(name)))}{Resumable}";
    }

    /// <summary>Returns the path of the partial file of a resumable download.</summary>
    public static string PathFor(string path) =>
        Path.Combine(Path.GetDirectoryName(path) ?? string.Empty, NameFor(Path.GetFileName(path)));

    /// <summary>Returns the path of the journal of a resumable download.</summary>
    /// <exception cref="IOException">The user has no data folder.</exception>
    public static string NotesFor(string path) => Path.Combine(UserData.FolderOf("downloads"), Hex.Of(Hashes.Sha256(Encoding.UTF8.GetBytes(path))));

    /// <summary>Whether a name is that of a partial file.</summary>
    public static bool IsName(string name) =>
        name[0] == '.'
        && (name.EndsWith(Resumable, StringComparison.Ordinal)
            || (name.Length == TemporaryLength
                && name.EndsWith(Temporary, StringComparison.Ordinal)
                && name.Skip(1).Take(TemporaryLength - 1 - Temporary.Length).All(Uri.IsHexDigit)));
}
