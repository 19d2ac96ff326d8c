using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>
/// The values kept while a scenario runs, and the placeholders for them: <c>{{name}}</c>, <c>{{name:8}}</c> (the
/// first 8 characters), and in answers also the classes such as <c>{{date}}</c>.
/// </summary>
internal sealed partial class Variables
{
    private static readonly Dictionary<string, string> Classes = new(StringComparer.Ordinal)
    {
        ["any"] = ".*",
        ["date"] = @"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?Z",
        ["httpDate"] = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), [0-9]{2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT",
        ["unixTime"] = "[0-9]{9,11}",
        ["requestId"] = "[A-Za-z0-9-]{8,40}",
        ["hostId"] = "[0-9A-F]{16}",
        ["hex64"] = "[0-9a-f]{64}",
        ["physicalAddress"] = "[ -~]+",
    };

    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    /// <summary>Keeps a value; one of the same name is replaced.</summary>
    public void Set(string name, string value) => values[name] = value;

    /// <summary>Fills in the values of a request's text.</summary>
    /// <exception cref="ReplayException">A placeholder's value has not been kept.</exception>
    public string Expand(string text) => text.Contains("{{", StringComparison.Ordinal)
        ? Placeholder().Replace(text, match => Value(match) ?? throw new ReplayException($"there is no value for {match.Value}"))
        : text;

    /// <summary>Whether a text is what a recorded one, with placeholders, allows.</summary>
    /// <exception cref="ReplayException">A placeholder is neither a value that was kept nor a class.</exception>
    public bool Matches(string recorded, string actual)
    {
        if (!recorded.Contains("{{", StringComparison.Ordinal))
        {
            return recorded == actual;
        }

        StringBuilder pattern = new(@"\A");
        int position = 0;
        foreach (Match placeholder in Placeholder().Matches(recorded))
        {
            pattern.Append(Regex.Escape(recorded[position..placeholder.Index]));
            pattern.Append(Value(placeholder) is { } value
                ? Regex.Escape(value)
                : Classes.GetValueOrDefault(placeholder.Groups["name"].Value)
                    ?? throw new ReplayException($"there is no value for {placeholder.Value}"));
            position = placeholder.Index + placeholder.Length;
        }

        pattern.Append(Regex.Escape(recorded[position..])).Append(@"\z");
        return Regex.IsMatch(actual, pattern.ToString(), RegexOptions.Singleline | RegexOptions.CultureInvariant);
    }

    private string? Value(Match placeholder)
    {
        if (!values.TryGetValue(placeholder.Groups["name"].Value, out string? value))
        {
            return null;
        }

        return placeholder.Groups["length"] is { Success: true } length
            ? value[..Math.Min(value.Length, int.Parse(length.Value, CultureInfo.InvariantCulture))]
            : value;
    }

    [GeneratedRegex(@"\{\{(?<name>[A-Za-z][A-Za-z0-9]*)(?::(?<length>[0-9]+))?\}\}")]
    private static partial Regex Placeholder();
}
