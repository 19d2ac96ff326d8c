using System;
using System.Linq;

namespace LakeFS.S3.LocalFiles;

/// <summary>File names that Windows accepts as they are.</summary>
internal static class WindowsName
{
    private const string Forbidden = "<>:\"|?*\\/";

    // Windows treats the superscript digits as digits.
    private static readonly string[] Devices =
        ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", .. "123456789\u00b9\u00b2\u00b3".SelectMany(digit => new[] { "COM" + digit, "LPT" + digit })];

    /// <summary>Whether a path segment names a file or folder of exactly that name.</summary>
    public static bool IsSafe(string segment) =>
        !segment.Any(letter => letter < ' ' || Forbidden.IndexOf(letter) >= 0)
        && segment[segment.Length - 1] is not ('.' or ' ')
        && !Devices.Contains(segment.Split('.')[0].TrimEnd(), StringComparer.OrdinalIgnoreCase);
}
