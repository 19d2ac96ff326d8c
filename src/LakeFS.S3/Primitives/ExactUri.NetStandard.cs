using System;

namespace LakeFS.S3.Primitives;

/// <summary>Creates URLs whose path is sent as written, except that the segments <c>.</c> and <c>..</c> are removed.</summary>
internal static class ExactUri
{
    /// <summary>Whether paths keep the segments <c>.</c> and <c>..</c>. On .NET Standard, Uri always removes them.</summary>
    public static bool KeepsDotSegments => false;

    /// <summary>Creates a URL.</summary>
    /// <param name="url">The whole URL, escaped.</param>
    public static Uri Create(string url) => new(url);
}
