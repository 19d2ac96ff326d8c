using System.Collections.Generic;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.S3;

/// <summary>
/// Where a list goes on. lakeFS's token is the page's last key, and it can't name every key: it comes with U+FFFD for what
/// XML can't hold (s3-odd-keys #81), and the server reads it up to a line feed (s3-line-feed #12). The next page would skip
/// objects, or repeat them.
/// </summary>
internal static class ResumePoint
{
    /// <summary>
    /// Shortens a page so that it ends with a key that a token can name. Without such a key, the page has no token any more.
    /// </summary>
    public static void Adjust(ListResult page)
    {
        if (!page.IsTruncated || page.NextContinuationToken is null || IsExact(page.NextContinuationToken))
        {
            return;
        }

        List<string> keys = page.Objects.ConvertAll(found => found.Key);
        string? end = Earlier(LastExact(keys), LastExact(page.Prefixes));
        page.NextContinuationToken = string.IsNullOrEmpty(end) ? null : end;
        if (page.NextContinuationToken is not null)
        {
            // What a list shows inexactly may be out of order: what comes after the last exact key goes, whatever it looks like.
            page.Objects.RemoveRange(CountUpTo(keys, end!), keys.Count - CountUpTo(keys, end!));
            page.Prefixes.RemoveRange(CountUpTo(page.Prefixes, end!), page.Prefixes.Count - CountUpTo(page.Prefixes, end!));
        }
    }

    /// <summary>Whether a listed key is the object's, and the server reads all of it.</summary>
    public static bool IsExact(string key) => key.IndexOf('\uFFFD') < 0 && key.IndexOf('\n') < 0;

    // Null if nothing inexact comes after it, and then it limits nothing; empty if there is none.
    private static string? LastExact(List<string> keys)
    {
        int last = keys.FindLastIndex(IsExact);
        return last == keys.Count - 1 ? null : last < 0 ? string.Empty : keys[last];
    }

    private static string? Earlier(string? one, string? other) =>
        one is null || other is null ? one ?? other : KeyOrder.Instance.Compare(one, other) <= 0 ? one : other;

    private static int CountUpTo(List<string> keys, string end) => keys.FindLastIndex(key => IsExact(key) && KeyOrder.Instance.Compare(key, end) <= 0) + 1;
}
