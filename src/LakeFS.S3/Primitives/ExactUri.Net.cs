using System;

namespace LakeFS.S3.Primitives;

/// <summary>Creates URLs whose path is sent exactly as written.</summary>
internal static class ExactUri
{
    /// <summary>Whether paths keep the segments <c>.</c> and <c>..</c>.</summary>
    public static bool KeepsDotSegments => true;

    /// <summary>Creates a URL; the path <c>a/../b</c> does not become <c>b</c>.</summary>
    /// <param name="url">The whole URL, escaped.</param>
    public static Uri Create(string url) => new(url, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
}
