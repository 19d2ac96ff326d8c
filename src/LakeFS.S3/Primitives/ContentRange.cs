using System;

namespace LakeFS.S3.Primitives;

/// <summary>A range of an object's bytes.</summary>
internal sealed class ContentRange
{
    public ContentRange(long from, long to)
    {
        From = from;
        To = to;
    }

    /// <summary>The position of the first byte.</summary>
    public long From { get; }

    /// <summary>The position of the last byte; may be past the end of the object.</summary>
    public long To { get; }

    /// <summary>The number of bytes in the range.</summary>
    public long Length => To - From + 1;

    /// <summary>The range at an index when an object is divided into ranges of equal size.</summary>
    public static ContentRange Nth(int index, long rangeSize, long objectSize) =>
        new(index * rangeSize, Math.Min(objectSize, (index + 1) * rangeSize) - 1);
}
