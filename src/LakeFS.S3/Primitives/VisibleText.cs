using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace LakeFS.S3.Primitives;

/// <summary>
/// Shows foreign text, such as a key or a commit message. Characters that a terminal interprets, or that change the order of a
/// line, are written as in a PowerShell string: <c>`u{1b}</c>. Letters of all scripts and emoji are not changed.
/// </summary>
internal static class VisibleText
{
    private const string Tab = "    ";

    private static readonly string[] LineBreaks = ["\r\n", "\n", "\r"];

    /// <summary>The text on one line.</summary>
    public static string Of(string text)
    {
        StringBuilder? shown = null;
        for (int i = 0; i < text.Length; i++)
        {
            if (IsActive(text, i))
            {
                shown ??= new StringBuilder(text, 0, i, text.Length + 16);
                shown.Append("`u{").Append(((int)text[i]).ToString("x", CultureInfo.InvariantCulture)).Append('}');
            }
            else
            {
                shown?.Append(text[i]);
            }
        }

        return shown?.ToString() ?? text;
    }

    /// <summary>The lines of a text. The caller has to put something before each of them.</summary>
    public static IEnumerable<string> LinesOf(string text) => text.Split(LineBreaks, StringSplitOptions.None).Select(line => Of(line.Replace("\t", Tab)));

    // C0 and C1 control characters, Unicode's Bidi_Control characters, line and paragraph separators, and lone surrogates.
    private static bool IsActive(string text, int index) => text[index] switch
    {
        < ' ' => true,
        < '\u007f' => false,
        <= '\u009f' => true,
        '\u061c' or '\u200e' or '\u200f' => true,
        >= '\u2028' and <= '\u202e' => true,
        >= '\u2066' and <= '\u2069' => true,
        >= '\ud800' and <= '\udbff' => index + 1 == text.Length || !char.IsLowSurrogate(text[index + 1]),
        >= '\udc00' and <= '\udfff' => index == 0 || !char.IsHighSurrogate(text[index - 1]),
        _ => false,
    };
}
