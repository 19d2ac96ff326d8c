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

    private static readonly string[] WindowsDevices =
        ["CON", "PRN", "AUX", "NUL", .. Enumerable.Range(1, 9).SelectMany(n => new[] { $"COM{n}", $"LPT{n}" })];

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
    public string PathOf(string key)
    {
        string relative = key.StartsWith(_stripped, StringComparison.Ordinal) ? key.Substring(_stripped.Length) : key;
        string[] segments = relative.Split('/');
        return segments.All(IsSafe)
            ? Path.Combine([_folder, .. segments])
            : throw FileErrors.OutsideFolder(key, _folder);
    }

    private static bool IsSafe(string segment) =>
        segment.Length > 0
        && segment is not ("." or "..")
        && segment.IndexOf('\0') < 0
        && (!IsWindows || IsSafeOnWindows(segment));

    private static bool IsSafeOnWindows(string segment) =>
        segment.IndexOfAny(Path.GetInvalidFileNameChars()) < 0
        && segment[segment.Length - 1] is not ('.' or ' ')
        && !WindowsDevices.Contains(segment.Split('.')[0].TrimEnd(), StringComparer.OrdinalIgnoreCase);
}
