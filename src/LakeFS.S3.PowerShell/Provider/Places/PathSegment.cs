using System;
using System.Text.RegularExpressions;

namespace LakeFS.S3.PowerShell.Provider.Places;

/// <summary>
/// One part of a key, as a path names it. A key may hold what no path can: empty parts, <c>.</c> and <c>..</c>, and
/// backslashes. These are written with percent signs, and everything else as it is.
/// </summary>
internal static class PathSegment
{
    private const string Empty = "%2F";

    // What would be read as an escape.
    private static readonly Regex Escapes = new("%(2[5E]|5C)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>The name of a part of a key.</summary>
    public static string Escape(string part) => part switch
    {
        "" => Empty,
        "." => "%2E",
        ".." => "%2E%2E",
        _ when IsEmpty(part) => $"%25{part.Substring(1)}",
        _ => Escapes.Replace(part, found => $"%25{found.Value.Substring(1)}").Replace("\\", "%5C"),
    };

    /// <summary>The part of a key that a name stands for.</summary>
    public static string Unescape(string name) =>
        IsEmpty(name) ? string.Empty : Escapes.Replace(name, found => ((char)Convert.ToInt32(found.Groups[1].Value, 16)).ToString());

    private static bool IsEmpty(string text) => text.Equals(Empty, StringComparison.OrdinalIgnoreCase);
}
