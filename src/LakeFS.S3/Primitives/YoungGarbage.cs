using System;

namespace LakeFS.S3.Primitives;

/// <summary>
/// Collects short-lived garbage in long operations. The runtime lets the youngest generation grow with the
/// processor's cache, to 80 MB where that is 260 MB, before it collects by itself; a list or an upload that leaves
/// a little garbage with each page or chunk would take all of it.
/// </summary>
internal static class YoungGarbage
{
    /// <summary>Collects it; a millisecond where little has survived.</summary>
    public static void Collect() => GC.Collect(0, GCCollectionMode.Forced, blocking: true);
}
