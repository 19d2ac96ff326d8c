using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace LakeFS.S3.Primitives;

/// <summary>
/// Text that others wrote, such as a key or a commit's message, as it is shown: a terminal would obey some characters, and
/// others change where the rest of a line appears. These are written as PowerShell writes them in a string: <c>`u{1b}</c>.
/// Letters of every script, emoji and what joins them stay as they are.
/// </summary>
internal static class VisibleText
{
    private const string Tab = "    ";

    private static readonly string[] LineBreaks = ["\r\n", "\n", "\r"];

    /// <summary>A text on one line.</summary>
    public static string Of(string text)
    {
        StringBuilder? shown = null;
        for (int i = 0; i < text.Length; i++)
        {
            if (IsObeyed(text, i))
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

    /// <summary>The lines of a text, for a place where none of them begins a line of the screen.</summary>
    public static IEnumerable<string> LinesOf(string text) => text.Split(LineBreaks, StringSplitOptions.None).Select(line => Of(line.Replace("\t", Tab)));

    // Control characters of ASCII and Latin-1, the marks that Unicode calls Bidi_Control, what separates lines and
    // paragraphs, and half of a surrogate pair.
    private static bool IsObeyed(string text, int index) => text[index] switch
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
