using System;

namespace LakeFS.S3.Primitives;

/// <summary>
/// Collects generation 0 during long lists. The runtime sizes that generation by the processor's cache, 80 MB where the
/// cache is 260 MB, and a list that allocates a little for each page would fill all of it. Who embeds the engine may not
/// want that, because it stops every thread of the process: a connection has to ask for it.
/// </summary>
internal static class Gen0Collector
{
    /// <summary>Collects generation 0; takes a millisecond where little survives.</summary>
    public static void Collect() => GC.Collect(0, GCCollectionMode.Forced, blocking: true);
}
