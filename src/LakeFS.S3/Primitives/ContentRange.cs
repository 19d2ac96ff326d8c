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

    /// <summary>
    /// The whole object, whatever its size. The response to a range request has the size twice, so that a wrong length is noticed.
    /// </summary>
    public static ContentRange All { get; } = new(0, long.MaxValue);

    /// <summary>The position of the first byte.</summary>
    public long From { get; }

    /// <summary>The position of the last byte; may be past the end of the object.</summary>
    public long To { get; }

    /// <summary>The number of bytes in the range.</summary>
    public long Length => To - From + 1;

    /// <summary>Whether it ends with the object, whatever the object's size.</summary>
    public bool IsOpen => To == long.MaxValue;

    /// <summary>The range at an index when an object is divided into ranges of equal size.</summary>
    public static ContentRange Nth(int index, long rangeSize, long objectSize) =>
        new(index * rangeSize, Math.Min(objectSize, (index + 1) * rangeSize) - 1);
}
