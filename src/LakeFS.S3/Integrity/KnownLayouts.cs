using System.Collections.Concurrent;

namespace LakeFS.S3.Integrity;

/// <summary>
/// How the objects of a store that were checked had been split. A tool splits all objects of about the same size alike, so
/// the next object most likely has the layout of the one before. Thread-safe.
/// </summary>
internal sealed class KnownLayouts
{
    private readonly ConcurrentDictionary<int, PartLayout> _bySize = new();
    private PartLayout? _lastParts;

    /// <summary>Records the layout that an object proved to have.</summary>
    /// <param name="size">The object's size in bytes.</param>
    /// <param name="layout">Its layout; null means one piece.</param>
    public void Add(long size, PartLayout? layout)
    {
        _bySize[SizeClass(size)] = layout ?? PartLayout.Whole;
        _lastParts = layout ?? _lastParts;
    }

    /// <summary>Returns the layout that an object of this size most likely has.</summary>
    /// <param name="size">The object's size in bytes.</param>
    /// <returns>The layout; <see cref="PartLayout.Whole"/> means one piece. Null if nothing like it was checked.</returns>
    public PartLayout? Find(long size) =>
        _bySize.TryGetValue(SizeClass(size), out PartLayout? layout) ? layout
        : _lastParts?.CountFor(size) > 1 ? _lastParts
        : null;

    // The number of binary digits: sizes of one class differ by less than a factor of two.
    private static int SizeClass(long size)
    {
        int digits = 0;
        for (; size > 0; size >>= 1)
        {
            digits++;
        }

        return digits;
    }
}
