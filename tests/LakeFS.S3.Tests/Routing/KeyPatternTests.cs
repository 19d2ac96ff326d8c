using LakeFS.S3.Routing;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Patterns, with what Python 3.11's fnmatch.fnmatchcase says of each pair.</summary>
public sealed class KeyPatternTests
{
    [Theory]
    [InlineData("a/*", "a/", true)]
    [InlineData("a/*", "a/b/c", true)]
    [InlineData("a/*", "a", false)]
    [InlineData("a/*", "A/b", false)]
    [InlineData("*", "", true)]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    [InlineData("?", "/", true)]
    [InlineData("?", "\U0001F600", true)]
    [InlineData("??", "\U0001F600", false)]
    [InlineData("*.csv", "in/a.csv", true)]
    [InlineData("*.csv", "in/a.csv.gz", false)]
    [InlineData("a*b*c", "aXbYbZc", true)]
    [InlineData("a*b*c", "aXbYbZ", false)]
    [InlineData("[abc]x", "bx", true)]
    [InlineData("[abc]x", "dx", false)]
    [InlineData("[!abc]x", "dx", true)]
    [InlineData("[!abc]x", "ax", false)]
    [InlineData("[^abc]x", "ax", true)]
    [InlineData("[^abc]x", "dx", false)]
    [InlineData("[a-c]", "b", true)]
    [InlineData("[a-c]", "-", false)]
    [InlineData("[c-a]", "b", false)]
    [InlineData("[a-]", "-", true)]
    [InlineData("[]]", "]", true)]
    [InlineData("[!]]", "]", false)]
    [InlineData("[!]]", "a", true)]
    [InlineData("[", "[", true)]
    [InlineData("[a", "[a", true)]
    [InlineData("[!", "[!", true)]
    [InlineData("a[*]b", "a*b", true)]
    [InlineData("a[*]b", "aXb", false)]
    [InlineData("a\\*", "a\\b", true)]
    [InlineData("a\\*", "a*", false)]
    [InlineData("a.c", "abc", false)]
    [InlineData("*\n*", "a\nb", true)]
    public void A_pattern_matches_as_in_Python(string pattern, string text, bool matches) => Assert.Equal(matches, new KeyPattern(pattern).Matches(text));

    [Fact]
    public void Many_stars_take_no_time()
    {
        KeyPattern pattern = new(string.Concat(System.Linq.Enumerable.Repeat("*a", 50)) + "b");

        Assert.False(pattern.Matches(new string('a', 5000)));
    }

    [Theory]
    [InlineData("a/*", "a/", true, true)]
    [InlineData("a/*", "a/b/", true, true)]
    [InlineData("a/*", "", false, true)]
    [InlineData("a/*", "b/", false, false)]
    [InlineData("a/*.csv", "a/", false, true)]
    [InlineData("a/[*]", "a/*", false, true)]
    [InlineData("*", "anything", true, true)]
    public void A_pattern_knows_what_it_has_below_a_prefix(string pattern, string prefix, bool covers, bool canMatch)
    {
        Assert.Equal(covers, new KeyPattern(pattern).Covers(prefix));
        Assert.Equal(canMatch, new KeyPattern(pattern).CanMatchBelow(prefix));
    }
}
