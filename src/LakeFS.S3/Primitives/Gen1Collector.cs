using System;

namespace LakeFS.S3.Primitives;

/// <summary>
/// Collects generations 0 and 1 during long lists. The runtime sizes them by the processor's cache, for example 80 MB with a
/// 260 MB cache, and a list that allocates a little for each page would fill all of it. The pages ahead of the reader survive
/// a collection, so that generation 0 alone would not do. An application that embeds the engine may not want forced
/// collections, which stop all threads, so they are an option of the connection.
/// </summary>
internal static class Gen1Collector
{
    /// <summary>Collects generations 0 and 1; takes some milliseconds.</summary>
    public static void Collect() => GC.Collect(1, GCCollectionMode.Forced, blocking: true);
}
