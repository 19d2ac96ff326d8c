using System;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;

namespace LakeFS.S3.Tests;

/// <summary>Generators of texts that something on the way may like to change.</summary>
internal static class Hostile
{
    private static readonly string[] Pieces =
    [
        "a", "b", "Z", "0", "/", "/", "//", ".", "..", "./", "../", " ", "%", "%2F", "%25", "+", "?", "#", "&", "=", ";", ":", "@", "'", "\"", "\\", "<", ">", "|", "*", "[", "]", "!", "~",
        "\0", "\u0001", "\t", "\n", "\r", "\u007f", "\u0085", "\u00e9", "e\u0301", "\u202e", "\u2028", "\ufffd", "\uffff", "\U0001F986", "s3://", "lakefs://", "main", "{0}", "$", "`", "^",
    ];

    /// <summary>Keys that lakeFS takes.</summary>
    public static Arbitrary<string> Keys => Gen.Elements(Pieces).NonEmptyListOf().Select(string.Concat)
        .Where(key => key.Length < 200 && !IsAddress(key)).ToArbitrary();

    /// <summary>Any texts, half pairs of surrogates included.</summary>
    public static Arbitrary<string> Texts => Gen.OneOf(
        Keys.Generator,
        Gen.Choose(0, char.MaxValue).Select(c => (char)c).ListOf().Select(chars => new string([.. chars])),
        Gen.Elements("a", "\u00e9", "\U0001F986").Select(letter => string.Concat(Enumerable.Repeat(letter, 1025)))).ToArbitrary();

    /// <summary>Texts of few letters, so that patterns match some of them.</summary>
    public static Arbitrary<string> OfFew(string letters) => Gen.Elements(letters.ToCharArray()).ListOf().Select(chars => new string([.. chars])).ToArbitrary();

    private static bool IsAddress(string key) => key.StartsWith("s3://", StringComparison.Ordinal) || key.StartsWith("lakefs://", StringComparison.Ordinal);
}
