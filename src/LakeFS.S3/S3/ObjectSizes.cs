using System.IO;

namespace LakeFS.S3.S3;

/// <summary>Validates object sizes sent by servers. Buffers and files are allocated by them, so they must be plausible.</summary>
internal static class ObjectSizes
{
    // Twice the maximum size of an S3 object.
    private const long Max = 100L << 40;

    /// <summary>Returns a valid size.</summary>
    /// <exception cref="InvalidDataException">The size is impossible.</exception>
    public static long Require(long size) => size is >= 0 and <= Max
        ? size
        : throw new InvalidDataException($"It states a size of {size} bytes, which no object has.");

    /// <summary>Returns a valid size; null if there is none.</summary>
    /// <exception cref="InvalidDataException">The size is impossible.</exception>
    public static long? Require(long? size) => size is null ? null : Require(size.Value);
}
