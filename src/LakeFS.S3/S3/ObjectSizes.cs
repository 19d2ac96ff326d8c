using System.IO;

namespace LakeFS.S3.S3;

/// <summary>Sizes of objects as servers state them. Room is made for what is stated, so it has to be believable.</summary>
internal static class ObjectSizes
{
    // Twice what S3 takes.
    private const long Max = 100L << 40;

    /// <summary>Gives back the size.</summary>
    /// <exception cref="InvalidDataException">No object is that large.</exception>
    public static long Require(long size) => size is >= 0 and <= Max
        ? size
        : throw new InvalidDataException($"It states a size of {size} bytes, which no object has.");

    /// <summary>Gives back the size; null where none is stated.</summary>
    /// <exception cref="InvalidDataException">No object is that large.</exception>
    public static long? Require(long? size) => size is null ? null : Require(size.Value);
}
