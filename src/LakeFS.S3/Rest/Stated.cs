using System.Text.Json;

namespace LakeFS.S3.Rest;

/// <summary>What an answer has to state: an answer without it is no answer of lakeFS, and is not taken for one.</summary>
internal static class Stated
{
    /// <summary>A text that is not empty.</summary>
    /// <exception cref="JsonException">It is null or empty.</exception>
    public static string Text(string? value) => string.IsNullOrEmpty(value) ? throw new JsonException("A name, an id or a path is missing.") : value!;

    /// <summary>A time, in seconds since 1970, that a calendar has.</summary>
    /// <exception cref="JsonException">No calendar has it.</exception>
    public static long Time(long seconds) => seconds is < -62135596800 or > 253402300799 ? throw new JsonException("A time is beyond any calendar.") : seconds;

    /// <summary>A list without gaps.</summary>
    /// <exception cref="JsonException">It is null, or one of its entries is.</exception>
    public static T[] List<T>(T[]? values) => values is null || System.Array.Exists(values, value => value is null)
        ? throw new JsonException("A list, or an entry of one, is null.")
        : values;
}
