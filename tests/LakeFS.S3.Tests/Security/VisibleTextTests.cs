using System;
using System.Linq;
using LakeFS.S3.Errors;
using LakeFS.S3.Primitives;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>Text of others, as it is shown.</summary>
public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("\u001b[31m", "`u{1b}[31m")]
    [InlineData("\u001b]0;title\u0007", "`u{1b}]0;title`u{7}")]
    [InlineData("a\u009b2J", "a`u{9b}2J")]
    [InlineData("a\r\nPS C:\\> b", "a`u{d}`u{a}PS C:\\> b")]
    [InlineData("\0\t\u007f\u0085", "`u{0}`u{9}`u{7f}`u{85}")]
    [InlineData("\u202egpj.exe", "`u{202e}gpj.exe")]
    [InlineData("\u200e\u200f\u061c\u2028\u2029\u202a\u2066\u2069", "`u{200e}`u{200f}`u{61c}`u{2028}`u{2029}`u{202a}`u{2066}`u{2069}")]
    public void What_a_terminal_obeys_is_visible(string text, string shown) => Assert.Equal(shown, VisibleText.Of(text));

    // No theory: what carries its data knows no halves.
    [Fact]
    public void Half_a_pair_is_visible()
    {
        Assert.Equal("a`u{d83d}", VisibleText.Of("a\ud83d"));
        Assert.Equal("`u{de00}\ud83d\ude00", VisibleText.Of("\ude00\ud83d\ude00"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("data/2026 (1)/it's ~!.csv")]
    [InlineData("caf\u00e9 \u00df\u00a0\u0438 \u65e5\u672c")]
    [InlineData("\u05e9\u05dc\u05d5\u05dd/\u0645\u0631\u062d\u0628\u0627.txt")]
    [InlineData("\ud83d\udc69\u200d\ud83d\ude80\ufe0f")]
    public void All_else_stays(string text) => Assert.Same(text, VisibleText.Of(text));

    [Fact]
    public void Lines_stay_lines() => Assert.Equal(["a", "b    c", string.Empty, "`u{1b}d"], VisibleText.LinesOf("a\r\nb\tc\r\n\n\u001bd"));

    [Fact]
    public void An_error_shows_what_it_names_and_keeps_it()
    {
        LakeS3Exception error = new("LakeSome", LakeErrorKind.NotFound, "No '\u001b[2J'.") { Key = "\u001b[2J" };

        Assert.Equal("No '`u{1b}[2J'.", error.Message);
        Assert.Equal("\u001b[2J", error.Key);
    }

    [Fact]
    public void What_a_hook_wrote_begins_no_line()
    {
        LakeS3Exception error = VersioningErrors.HookFailed(
            new ErrorFacts { Repository = "lake" }, "no\nPS C:\\> ", ["Output of hook 'check':", "first\nPS C:\\> second\u001b[2J"]);

        string[] lines = error.Message.Split(Environment.NewLine);
        Assert.Equal(4, lines.Length);
        Assert.All(lines.Skip(1), line => Assert.StartsWith("  | ", line, StringComparison.Ordinal));
        Assert.DoesNotContain('\u001b', error.Message);
    }
}
