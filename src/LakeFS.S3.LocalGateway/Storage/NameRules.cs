using System.Linq;
using System.Text.RegularExpressions;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>What repositories, branches and tags may be called.</summary>
internal static partial class NameRules
{
    /// <summary>The longest key in bytes of its UTF-8 form (s3-slash-keys #47, #49).</summary>
    public const int LongestKey = 1024;

    public static bool IsRepositoryId(string text) => RepositoryId().IsMatch(text);

    public static bool IsBranchId(string text) => BranchId().IsMatch(text);

    /// <summary>As git's rules for names, nearly; <c>~</c>, <c>@</c> and non-ASCII letters pass (rest-tags #17).</summary>
    public static bool IsTagId(string text) =>
        !text.Any(c => c is '/' or ' ' or ':' or '?' or '*' or '[' or '\\' || char.IsControl(c));

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{2,62}\z")]
    private static partial Regex RepositoryId();

    [GeneratedRegex(@"^[A-Za-z0-9_][-A-Za-z0-9_]*\z")]
    private static partial Regex BranchId();
}
