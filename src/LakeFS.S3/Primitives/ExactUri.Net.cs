using System;

namespace LakeFS.S3.Primitives;

/// <summary>URLs whose path is sent exactly as it is written.</summary>
internal static class ExactUri
{
    /// <summary>Whether a path keeps its segments <c>.</c> and <c>..</c>.</summary>
    public static bool KeepsDotSegments => true;

    /// <summary>Makes a URL; its path <c>a/../b</c> does not become <c>b</c>.</summary>
    /// <param name="url">The whole URL, escaped.</param>
    public static Uri Create(string url) => new(url, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
}
