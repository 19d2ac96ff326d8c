using System;
using System.Collections.Generic;
using System.Globalization;

namespace LakeFS.S3.S3;

/// <summary>
/// A file's modification time in the metadata of its object, named and written as rclone does: seconds since 1970, with
/// decimals as far as they are not zero.
/// </summary>
internal static class ModificationTime
{
    /// <summary>The name of the metadata.</summary>
    public const string MetadataName = "mtime";

    private const int DecimalsOfTick = 7;

    private static readonly DateTime Epoch = new(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Writes a time.</summary>
    /// <param name="time">The time, UTC.</param>
    public static string Format(DateTime time) =>
        ((decimal)(time - Epoch).Ticks / TimeSpan.TicksPerSecond).ToString("0.#######", CultureInfo.InvariantCulture);

    /// <summary>The time in the metadata of an object, UTC; null if there is none, or none that a file can have.</summary>
    /// <param name="metadata">The metadata by name.</param>
    public static DateTime? In(IReadOnlyDictionary<string, string> metadata) =>
        metadata.TryGetValue(MetadataName, out string? text) ? Parse(text) : null;

    /// <summary>Reads a time, UTC; null if it is no time that a file can have.</summary>
    /// <param name="text">The value of the metadata.</param>
    public static DateTime? Parse(string? text)
    {
        if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal seconds)
            || seconds < (decimal)(DateTime.MinValue - Epoch).TotalSeconds
            || seconds > (decimal)(DateTime.MaxValue - Epoch).TotalSeconds - 1)
        {
            return null;
        }

        // rclone writes nanoseconds; .NET's times have seven decimals.
        return Epoch.AddTicks((long)decimal.Truncate(decimal.Round(seconds, DecimalsOfTick, MidpointRounding.AwayFromZero) * TimeSpan.TicksPerSecond));
    }
}
