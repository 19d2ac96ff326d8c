using System;
using System.Collections;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.PowerShell;

/// <summary>Foreign text for tables and lists, without characters that a terminal interprets.</summary>
public static class SafeText
{
    /// <summary>Formats a value on one line. Characters that a terminal interprets appear as in <c>`u{1b}</c>.</summary>
    /// <param name="value">The value, or null.</param>
    /// <returns>The text; null for null.</returns>
    public static string? Format(object? value) => value is null ? null : VisibleText.Of(TextOf(value));

    /// <summary>Formats a text with its line breaks, for lists, which indent each line.</summary>
    /// <param name="value">The text, or null.</param>
    /// <returns>The text; null for null.</returns>
    public static string? FormatLines(string? value) => value is null ? null : string.Join(Environment.NewLine, VisibleText.LinesOf(value));

    /// <summary>Formats names and values, sorted by name, as in <c>a=1; b=2</c>.</summary>
    /// <param name="values">The names and values.</param>
    /// <returns>The text, on one line.</returns>
    public static string FormatTable(IEnumerable values) =>
        string.Join("; ", values.Cast<object>().Select(PairOf).OrderBy(pair => pair, StringComparer.Ordinal));

    private static string PairOf(object pair)
    {
        PSObject shown = PSObject.AsPSObject(pair);
        return $"{Format(shown.Properties["Key"].Value)}={Format(shown.Properties["Value"].Value)}";
    }

    private static string TextOf(object value) => (string)LanguagePrimitives.ConvertTo(value, typeof(string), CultureInfo.CurrentCulture);
}
