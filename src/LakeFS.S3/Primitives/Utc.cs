using System;
using System.Globalization;

namespace LakeFS.S3.Primitives;

/// <summary>Times as the SDK hands them out, made unmistakably UTC.</summary>
internal static class Utc
{
    /// <summary>The same moment in UTC; null for none.</summary>
    public static DateTime? From(DateTime? time) =>
        time is null || time.Value == default ? null : time.Value.ToUniversalTime();

    /// <summary>A time as the REST API writes it.</summary>
    /// <param name="seconds">Seconds since 1970.</param>
    public static DateTime FromUnix(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime;

    /// <summary>A time as XML writes it; null if it is none.</summary>
    public static DateTime? Parse(string? text) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime time)
            ? time
            : null;
}
