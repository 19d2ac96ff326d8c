using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using LakeFS.S3.Routing;

namespace LakeFS.S3.Tests;

/// <summary>Patterns of routes against a second fnmatch.</summary>
public sealed class KeyPatternProperties
{
    private const string PatternLetters = "ab/-!]*?[.\\^\n";
    private const string TextLetters = "ab/-!].\\^\n";

    [Property(MaxTest = 4000)]
    public Property A_pattern_matches_what_fnmatch_says() => Prop.ForAll(Hostile.OfFew(PatternLetters), Hostile.OfFew(TextLetters), (pattern, text) =>
        new KeyPattern(Short(pattern)).Matches(Short(text)) == FnMatch.Matches(Short(pattern), Short(text)));

    [Property(MaxTest = 1000)]
    public Property What_matches_begins_with_the_literal_prefix() => Prop.ForAll(Hostile.OfFew(PatternLetters), Hostile.OfFew(TextLetters), (pattern, text) =>
    {
        KeyPattern compiled = new(Short(pattern));
        return !FnMatch.Matches(Short(pattern), Short(text)) || text.StartsWith(compiled.LiteralPrefix, System.StringComparison.Ordinal);
    });

    [Property(MaxTest = 1000)]
    public Property A_pattern_that_covers_a_prefix_matches_all_below_it() => Prop.ForAll(
        Hostile.OfFew(PatternLetters), Hostile.OfFew(TextLetters), Hostile.OfFew(TextLetters), (pattern, prefix, rest) =>
        {
            KeyPattern compiled = new(Short(pattern));
            return !compiled.Covers(Short(prefix)) || FnMatch.Matches(Short(pattern), Short(prefix) + Short(rest));
        });

    // The model takes time that doubles with each star.
    private static string Short(string text) => text.Length <= 10 ? text : text[..10];
}
