using System;

namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>Says where an answer is not as recorded, short enough to be read.</summary>
internal static class Difference
{
    private const int Length = 240;
    private const int Lead = 60;

    /// <summary>Describes a difference; long texts are shortened around the first character that differs.</summary>
    /// <param name="where">The part of the answer.</param>
    /// <param name="recorded">What lakeFS answered; null: nothing.</param>
    /// <param name="actual">What came; null: nothing.</param>
    public static string Describe(string where, string? recorded, string? actual)
    {
        int same = recorded is null || actual is null ? 0 : recorded.AsSpan().CommonPrefixLength(actual);
        int from = same <= Length - Lead ? 0 : same - Lead;
        return $"{where}: expected {Cut(recorded, from)}, got {Cut(actual, from)}";
    }

    private static string Cut(string? text, int from)
    {
        if (text is null)
        {
            return "nothing";
        }

        string cut = text[from..Math.Min(text.Length, from + Length)].Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        return $"«{(from > 0 ? "…" : "")}{cut}{(from + Length < text.Length ? "…" : "")}»";
    }
}
