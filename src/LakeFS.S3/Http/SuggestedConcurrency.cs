using System;

namespace LakeFS.S3.Http;

/// <summary>How many small requests to have under way as long as nothing else is known of a server.</summary>
internal static class SuggestedConcurrency
{
    /// <summary>
    /// The number for a server nearby. A lakeFS with local storage writes each small object to disk before it responds: 10,000
    /// objects of 4 KiB take 6 s with 24 concurrent requests, and 4 s with 48.
    /// </summary>
    public const int Nearby = 48;

    // What one server on ordinary hardware handles.
    private const int RequestsPerSecond = 4000;

    /// <summary>The number of requests that keep a server busy over a round trip.</summary>
    /// <param name="bound">The maximum.</param>
    /// <param name="roundTrip">The round trip; null if it is not known.</param>
    public static int For(int bound, TimeSpan? roundTrip) =>
        (int)Math.Min(bound, Math.Max(Nearby, (roundTrip ?? TimeSpan.Zero).TotalSeconds * RequestsPerSecond));
}
