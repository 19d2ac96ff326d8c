using System;

namespace LakeFS.S3.PowerShell.Completion;

/// <summary>Says how long ago something was.</summary>
internal static class Age
{
    /// <summary>For example, <c>3 hours ago</c>.</summary>
    /// <param name="time">The time, local.</param>
    public static string Of(DateTime time)
    {
        TimeSpan age = DateTime.Now - time;
        return age.TotalMinutes < 1 ? "just now"
            : age.TotalHours < 1 ? Ago((int)age.TotalMinutes, "minute")
            : age.TotalDays < 1 ? Ago((int)age.TotalHours, "hour")
            : age.TotalDays < 60 ? Ago((int)age.TotalDays, "day")
            : age.TotalDays < 730 ? Ago((int)(age.TotalDays / 30), "month")
            : Ago((int)(age.TotalDays / 365), "year");
    }

    private static string Ago(int count, string unit) => count == 1 ? $"1 {unit} ago" : $"{count} {unit}s ago";
}
