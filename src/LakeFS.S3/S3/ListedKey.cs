using System.Text.RegularExpressions;

namespace LakeFS.S3.S3;

/// <summary>A key as lists show it.</summary>
internal static class ListedKey
{
    private static readonly Regex Unlistable = new("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ufffe\\uffff]", RegexOptions.CultureInvariant);

    /// <summary>Replaces what XML can't carry by U+FFFD, as lists do (s3-odd-keys #81).</summary>
    public static string Of(string key) => Unlistable.Replace(key, "\uFFFD");
}
