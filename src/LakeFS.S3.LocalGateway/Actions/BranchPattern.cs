using System.Text;
using System.Text.RegularExpressions;

namespace LakeFS.S3.LocalGateway.Actions;

/// <summary>The patterns of branches, which are those of Go's <c>path.Match</c>: <c>*</c>, <c>?</c>, <c>[a-z]</c>, <c>\x</c>.</summary>
internal static class BranchPattern
{
    /// <exception cref="InvalidActionException">The pattern is none.</exception>
    public static bool Matches(string pattern, string branch) =>
        Regex.IsMatch(branch, Translate(pattern), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    private static string Translate(string pattern)
    {
        StringBuilder regex = new(@"\A");
        for (int i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '*':
                    regex.Append("[^/]*");
                    break;
                case '?':
                    regex.Append("[^/]");
                    break;
                case '\\':
                    regex.Append(Regex.Escape(++i < pattern.Length ? pattern[i..(i + 1)] : throw Malformed()));
                    break;
                case '[':
                    int end = pattern.IndexOf(']', i + 1);
                    if (end <= i + 1)
                    {
                        throw Malformed();
                    }

                    string set = pattern[(i + 1)..end];
                    bool isNegated = set.StartsWith('^');
                    string members = (isNegated ? set[1..] : set).Replace("\\", @"\\").Replace("[", @"\[").Replace("^", @"\^");
                    regex.Append('[').Append(isNegated ? "^" : string.Empty).Append(members).Append(']');
                    i = end;
                    break;
                default:
                    regex.Append(Regex.Escape(pattern[i..(i + 1)]));
                    break;
            }
        }

        return regex.Append(@"\z").ToString();
    }

    private static InvalidActionException Malformed() => new("syntax error in pattern");
}
