using System;

namespace LakeFS.S3.Primitives;

/// <summary>
/// Collects generation 0 during long operations. The runtime sizes that generation by the processor's cache, 80 MB where
/// the cache is 260 MB. A list or an upload that allocates a little for each page or chunk would fill all of it.
/// </summary>
internal static class Gen0Collector
{
    /// <summary>Collects generation 0; takes a millisecond where little survives.</summary>
    public static void Collect() => GC.Collect(0, GCCollectionMode.Forced, blocking: true);
}
