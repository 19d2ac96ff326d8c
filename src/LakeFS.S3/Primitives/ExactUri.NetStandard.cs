using System;

namespace LakeFS.S3.Primitives;

/// <summary>URLs whose path is sent as it is written, but for the segments <c>.</c> and <c>..</c>.</summary>
internal static class ExactUri
{
    /// <summary>Whether a path keeps its segments <c>.</c> and <c>..</c>. Uri always removes them here.</summary>
    public static bool KeepsDotSegments => false;

    /// <summary>Makes a URL.</summary>
    /// <param name="url">The whole URL, escaped.</param>
    public static Uri Create(string url) => new(url);
}
