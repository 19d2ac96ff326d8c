using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using LakeFS.S3.Errors;

namespace LakeFS.S3.LocalFiles;

/// <summary>
/// Where the objects of a prefix go below a local folder. lakeFS keeps keys as they are, so a key may be
/// <c>../../x</c> (s3-slash-keys #38): what has no safe place is refused, never rewritten.
/// </summary>
internal sealed class FolderLayout
{
    private static readonly bool IsWindows = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    private readonly string _folder;
    private readonly string _stripped;

    /// <summary>Lays keys out below a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="prefix">The prefix that was asked for; what it holds up to its last slash is left out of the files' paths.</param>
    public FolderLayout(string folder, string prefix)
    {
        _folder = Path.GetFullPath(folder);
        _stripped = prefix.Substring(0, prefix.LastIndexOf('/') + 1);
    }

    /// <summary>The file an object goes to.</summary>
    /// <exception cref="LakeS3Exception"><c>LakePathOutsideFolder</c>.</exception>
    public string PathOf(string key) => TryPathOf(key) ?? throw FileErrors.OutsideFolder(key, _folder);

    /// <summary>The file an object goes to; null where it has no safe place.</summary>
    public string? TryPathOf(string key)
    {
        string[] segments = BelowPrefix(key).Split('/');
        return segments.All(IsSafe) && !UnfinishedDownload.IsName(segments[segments.Length - 1]) ? Path.Combine([_folder, .. segments]) : null;
    }

    /// <summary>What is left of a key below the prefix.</summary>
    public string BelowPrefix(string key) => key.StartsWith(_stripped, StringComparison.Ordinal) ? key.Substring(_stripped.Length) : key;

    private static bool IsSafe(string segment) =>
        segment.Length > 0
        && segment is not ("." or "..")
        && segment.IndexOf('\0') < 0
        && (!IsWindows || WindowsName.IsSafe(segment));
}
