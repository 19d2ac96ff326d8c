using System;
using System.Globalization;

namespace LakeFS.S3.PowerShell;

/// <summary>Formats sizes for display, in powers of 1024.</summary>
public static class ByteSize
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

    /// <summary>Formats a size with three or four digits and a unit, as in <c>1.25 MiB</c>.</summary>
    /// <param name="bytes">The size in bytes.</param>
    /// <returns>The formatted size, in the current culture.</returns>
    public static string Format(long bytes)
    {
        double value = bytes;
        int unit = 0;
        while (Math.Abs(value) >= 1024 && unit < Units.Length - 1)
        {
            value /= 1024;
            unit++;
        }

        string digits = unit == 0 ? "0" : Math.Abs(value) >= 100 ? "0" : Math.Abs(value) >= 10 ? "0.0" : "0.00";
        return value.ToString(digits, CultureInfo.CurrentCulture) + " " + Units[unit];
    }
}
