using System.Linq;

namespace LakeFS.S3.Tests;

/// <summary>
/// Python's fnmatch.fnmatchcase, written down a second time from its documentation and translate(): by recursion, one
/// character at a time, with nothing of how <see cref="Routing.KeyPattern"/> does it.
/// </summary>
internal static class FnMatch
{
    public static bool Matches(string pattern, string text)
    {
        if (pattern.Length == 0)
        {
            return text.Length == 0;
        }

        int end;
        return pattern[0] switch
        {
            '*' => Enumerable.Range(0, text.Length + 1).Any(taken => Matches(pattern[1..], text[taken..])),
            '?' => text.Length > 0 && Matches(pattern[1..], text[1..]),
            '[' when (end = EndOf(pattern)) > 0 => text.Length > 0 && IsIn(pattern[1..end], text[0]) && Matches(pattern[(end + 1)..], text[1..]),
            _ => text.Length > 0 && text[0] == pattern[0] && Matches(pattern[1..], text[1..]),
        };
    }

    // "j = i; if pat[j] == '!': j += 1; if pat[j] == ']': j += 1; while pat[j] != ']': j += 1"
    private static int EndOf(string pattern)
    {
        int j = 1;
        j += j < pattern.Length && pattern[j] == '!' ? 1 : 0;
        j += j < pattern.Length && pattern[j] == ']' ? 1 : 0;
        return j < pattern.Length ? pattern.IndexOf(']', j) : -1;
    }

    private static bool IsIn(string set, char letter) => set[0] == '!' ? !IsInRanges(set[1..], letter) : IsInRanges(set, letter);

    // A hyphen between two characters is a range, which is empty when it is reversed.
    private static bool IsInRanges(string set, char letter) =>
        set.Length != 0 && (set.Length >= 3 && set[1] == '-'
            ? (set[0] <= letter && letter <= set[2]) || IsInRanges(set[3..], letter)
            : set[0] == letter || IsInRanges(set[1..], letter));
}
