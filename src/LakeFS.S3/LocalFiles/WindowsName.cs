using System;
using System.Linq;

namespace LakeFS.S3.LocalFiles;

/// <summary>What Windows takes for a file's name, and what it takes for something else.</summary>
internal static class WindowsName
{
    private const string Forbidden = "<>:\"|?*\\/";

    // The superscript digits count as digits here.
    private static readonly string[] Devices =
        ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", .. "123456789\u00b9\u00b2\u00b3".SelectMany(digit => new[] { "COM" + digit, "LPT" + digit })];

    /// <summary>Whether a part of a path means a file or folder of just that name.</summary>
    public static bool IsSafe(string segment) =>
        !segment.Any(letter => letter < ' ' || Forbidden.IndexOf(letter) >= 0)
        && segment[segment.Length - 1] is not ('.' or ' ')
        && !Devices.Contains(segment.Split('.')[0].TrimEnd(), StringComparer.OrdinalIgnoreCase);
}
