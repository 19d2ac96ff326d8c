using System.Text.RegularExpressions;

namespace LakeFS.S3.PowerShell.Completion;

/// <summary>Reads the typed text of an argument.</summary>
internal static class TypedWord
{
    private static readonly Regex Escape = new("`(.)", RegexOptions.CultureInvariant | RegexOptions.Singleline);

    /// <summary>The text without quotes and escapes; the closing quote may be missing.</summary>
    public static string Read(string word)
    {
        if (word.Length == 0 || word[0] is not ('\'' or '"'))
        {
            return Unescape(word);
        }

        string quote = word.Substring(0, 1);
        string inner = word.Length > 1 && word[word.Length - 1] == word[0] ? word.Substring(1, word.Length - 2) : word.Substring(1);
        inner = inner.Replace(quote + quote, quote);
        return quote == "'" ? inner : Unescape(inner);
    }

    private static string Unescape(string text) => Escape.Replace(text, "$1");
}
