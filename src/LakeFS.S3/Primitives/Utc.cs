using System;
using System.Globalization;

namespace LakeFS.S3.Primitives;

/// <summary>Converts times from the SDK and the server to UTC.</summary>
internal static class Utc
{
    /// <summary>The same instant in UTC; null stays null.</summary>
    public static DateTime? From(DateTime? time) =>
        time is null || time.Value == default ? null : time.Value.ToUniversalTime();

    /// <summary>Converts a time from the REST API.</summary>
    /// <param name="seconds">Seconds since 1970.</param>
    public static DateTime FromUnix(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime;

    /// <summary>Parses a time from XML; null if the text is not a time.</summary>
    public static DateTime? Parse(string? text) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime time)
            ? time
            : null;
}
