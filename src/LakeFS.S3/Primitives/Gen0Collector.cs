using System;

namespace LakeFS.S3.Primitives;

/// <summary>
/// Collects generation 0 during long lists. The runtime sizes that generation by the processor's cache, for example 80 MB
/// with a 260 MB cache, and a list that allocates a little for each page would fill all of it. An application that embeds
/// the engine may not want forced collections, which stop all threads, so they are an option of the connection.
/// </summary>
internal static class Gen0Collector
{
    /// <summary>Collects generation 0; takes about a millisecond if few objects survive.</summary>
    public static void Collect() => GC.Collect(0, GCCollectionMode.Forced, blocking: true);
}
