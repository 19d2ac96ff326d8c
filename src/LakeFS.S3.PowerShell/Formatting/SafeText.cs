using System;
using System.Collections;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.PowerShell;

/// <summary>Text that others wrote, as tables and lists show it: without characters that a terminal would obey.</summary>
public static class SafeText
{
    /// <summary>Writes a value on one line; what a terminal would obey as in <c>`u{1b}</c>.</summary>
    /// <param name="value">The value, or null.</param>
    /// <returns>The text; null for null.</returns>
    public static string? Format(object? value) => value is null ? null : VisibleText.Of(TextOf(value));

    /// <summary>Writes a text with its line breaks, for a list, which indents each line.</summary>
    /// <param name="value">The text, or null.</param>
    /// <returns>The text; null for null.</returns>
    public static string? FormatLines(string? value) => value is null ? null : string.Join(Environment.NewLine, VisibleText.LinesOf(value));

    /// <summary>Writes names and values in the order of the names, as in <c>a=1; b=2</c>.</summary>
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
