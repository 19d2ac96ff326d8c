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
    /// All bytes of an object of any size. The answer to a range tells the size twice, so that a wrong length is noticed.
    /// </summary>
    public static ContentRange All { get; } = new(0, long.MaxValue);

    /// <summary>The first byte's position.</summary>
    public long From { get; }

    /// <summary>The last byte's position; may lie behind the object's end.</summary>
    public long To { get; }

    /// <summary>How many bytes it spans.</summary>
    public long Length => To - From + 1;

    /// <summary>Whether it goes to the object's end, wherever that is.</summary>
    public bool IsOpen => To == long.MaxValue;

    /// <summary>The ranges of one size that an object of some size is made of.</summary>
    public static ContentRange Nth(int index, long rangeSize, long objectSize) =>
        new(index * rangeSize, Math.Min(objectSize, (index + 1) * rangeSize) - 1);
}
