using System;
using System.IO;
using System.Linq;
using System.Text;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.LocalFiles;

/// <summary>
/// The names under which downloads that are under way, or were broken off, keep their content beside its place. They
/// are no files of the folder: what is sent or compared leaves them alone, and no object is stored under one.
/// </summary>
internal static class UnfinishedDownload
{
    private const string Temporary = ".partial";
    private const string Resumable = ".lakefs-partial";

    // What most file systems have room for, in bytes.
    private const int MaxName = 255;
    private static readonly int TemporaryLength = 1 + Guid.Empty.ToString("N").Length + Temporary.Length;

    /// <summary>A name of its own for a download that leaves nothing behind.</summary>
    public static string NewName() => $".{Guid.NewGuid():N}{Temporary}";

    /// <summary>The name under which a download that is to be continued keeps what it has.</summary>
    /// <param name="name">The file's own name; where it leaves no room for more, its hash takes its place.</param>
    public static string NameFor(string name)
    {
        string beside = $".{name}{Resumable}";
        return Encoding.UTF8.GetByteCount(beside) <= MaxName ? beside : $".{Hex.Of(Hashes.Sha256(Encoding.UTF8.GetBytes(name)))}{Resumable}";
    }

    /// <summary>Where a download that is to be continued keeps what it has.</summary>
    public static string PathFor(string path) =>
        Path.Combine(Path.GetDirectoryName(path) ?? string.Empty, NameFor(Path.GetFileName(path)));

    /// <summary>Where it notes which ranges those are.</summary>
    /// <exception cref="IOException">The user has no place for data.</exception>
    public static string NotesFor(string path) => Path.Combine(UserData.FolderOf("downloads"), Hex.Of(Hashes.Sha256(Encoding.UTF8.GetBytes(path))));

    /// <summary>Whether a file's name is one of them.</summary>
    public static bool IsName(string name) =>
        name[0] == '.'
        && (name.EndsWith(Resumable, StringComparison.Ordinal)
            || (name.Length == TemporaryLength
                && name.EndsWith(Temporary, StringComparison.Ordinal)
                && name.Skip(1).Take(TemporaryLength - 1 - Temporary.Length).All(Uri.IsHexDigit)));
}
