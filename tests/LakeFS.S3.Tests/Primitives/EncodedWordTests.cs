using System;
using System.Text;
using LakeFS.S3.Primitives;
using Xunit;

namespace LakeFS.S3.Tests;

/// <summary>The encoded words of RFC 2047 in header values.</summary>
public sealed class EncodedWordTests
{
    /// <summary>What lakeFS sends, and what it stands for.</summary>
    [Theory]
    [InlineData("blue", "blue")]
    [InlineData("", "")]
    [InlineData("a   b", "a   b")]
    [InlineData("gr%C3%BCn+x", "gr%C3%BCn+x")]
    [InlineData("\"a\\b\"; c=d, e", "\"a\\b\"; c=d, e")]
    [InlineData("=?utf-8?q?gr=C3=BCn_=E6=97=A5=E6=9C=AC?=", "gr\u00fcn \u65e5\u672c")]
    [InlineData("=?UTF-8?Q?gr=C3=BCn?=", "gr\u00fcn")]
    [InlineData("=?utf-8?B?5pel5pys6Kqe?=", "\u65e5\u672c\u8a9e")]
    [InlineData("=?UTF-8?B?5pel?= =?UTF-8?B?5pys?=", "\u65e5\u672c")]
    [InlineData("=?UTF-8?B?5pc=?= =?UTF-8?B?pQ==?=", "\u65e5")]
    [InlineData("=?ISO-8859-1?Q?gr=FCn?=", "gr\u00fcn")]
    [InlineData("=?us-ascii?q?a_b?=", "a b")]
    [InlineData("a =?utf-8?q?=C3=BC?= b", "a \u00fc b")]
    [InlineData("=?koi8-r?B?1MXT1A==?=", "=?koi8-r?B?1MXT1A==?=")]
    [InlineData("=?utf-8?B?not base64?=", "=?utf-8?B?not base64?=")]
    [InlineData("=?utf-8?B?n*t?=", "=?utf-8?B?n*t?=")]
    [InlineData("=?utf-8?x?abc?=", "=?utf-8?x?abc?=")]
    [InlineData("=?", "=?")]
    [InlineData("a?= =?b", "a?= =?b")]
    [InlineData("=?koi8-r?B?1MXT1A==?= =?utf-8?q?=C3=BC?=", "=?koi8-r?B?1MXT1A==?= \u00fc")]
    public void Is_decoded(string sent, string meant)
    {
        Assert.Equal(meant, EncodedWord.Decode(sent));
    }

    [Theory]
    [InlineData("plain text, with = and ?", "plain text, with = and ?")]
    [InlineData("\u00fc", "=?UTF-8?B?w7w=?=")]
    [InlineData("=?utf-8?q?a?=", "=?UTF-8?B?PT91dGYtOD9xP2E/PQ==?=")]
    public void Is_encoded_only_where_it_has_to_be(string value, string header)
    {
        Assert.Equal(header, EncodedWord.Encode(value));
    }

    [Fact]
    public void Any_text_comes_back()
    {
        Random random = new(20241);
        for (int i = 0; i < 20_000; i++)
        {
            string value = RandomText(random);

            string header = EncodedWord.Encode(value);

            Assert.All(header, c => Assert.InRange(c, ' ', '~'));
            if (header != value)
            {
                Assert.All(header.Split(' '), word => Assert.InRange(word.Length, 12, 75));
            }

            Assert.Equal(value, EncodedWord.Decode(header));
            Assert.Equal(value, EncodedWord.Decode(EncodedWord.EncodeAlways(value)));
        }
    }

    // Texts of the pieces that words are made of are as frequent as texts of any characters at all.
    private static string RandomText(Random random)
    {
        string[] pieces = ["=?", "?=", "?", "=", " ", "_", "utf-8", "B", "q", "=C3=BC", "YQ==", "a", "\u00fc"];
        StringBuilder text = new();
        int length = random.Next(80);
        bool isMadeOfPieces = random.Next(2) == 0;
        for (int i = 0; i < length; i++)
        {
            text.Append(isMadeOfPieces ? pieces[random.Next(pieces.Length)] : RandomRune(random).ToString());
        }

        return text.ToString();
    }

    private static Rune RandomRune(Random random)
    {
        int[] ends = [0x7F, 0x800, 0x10000, 0x110000];
        while (true)
        {
            if (Rune.TryCreate(random.Next(' ', ends[random.Next(ends.Length)]), out Rune rune) && !Rune.IsControl(rune))
            {
                return rune;
            }
        }
    }
}
