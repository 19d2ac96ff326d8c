using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using LakeFS.S3.Errors;

namespace LakeFS.S3.LocalFiles;

/// <summary>
/// Maps the keys below a prefix to paths in a local folder. lakeFS stores keys unchanged, so a key may be
/// <c>../../x</c> (s3-slash-keys #38): a key without a safe path is refused, never rewritten.
/// </summary>
internal sealed class FolderLayout
{
    private static readonly bool IsWindows = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    private readonly string _folder;
    private readonly string _stripped;

    /// <summary>Creates a layout for a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="prefix">The requested prefix; everything up to its last slash is dropped from the paths.</param>
    public FolderLayout(string folder, string prefix)
    {
        _folder = Path.GetFullPath(folder);
        _stripped = prefix.Substring(0, prefix.LastIndexOf('/') + 1);
    }

    /// <summary>Returns the path for a key.</summary>
    /// <exception cref="LakeS3Exception"><c>LakePathOutsideFolder</c>.</exception>
    public string PathOf(string key) => TryPathOf(key) ?? throw FileErrors.OutsideFolder(key, _folder);

    /// <summary>Returns the path for a key; null if there is no safe one.</summary>
    public string? TryPathOf(string key)
    {
        string[] segments = BelowPrefix(key).Split('/');
        return segments.All(IsSafe) && !UnfinishedDownload.IsName(segments[segments.Length - 1]) ? Path.Combine([_folder, .. segments]) : null;
    }

    /// <summary>Returns the key relative to the prefix.</summary>
    public string BelowPrefix(string key) => key.StartsWith(_stripped, StringComparison.Ordinal) ? key.Substring(_stripped.Length) : key;

    private static bool IsSafe(string segment) =>
        segment.Length > 0
        && segment is not ("." or "..")
        && segment.IndexOf('\0') < 0
        && (!IsWindows || WindowsName.IsSafe(segment));
}
