using System;
using System.Globalization;

namespace LakeFS.S3.Integrity;

/// <summary>
/// How an object was split into parts. The ETag of a multipart object is the MD5 of its parts' MD5s, so checking its
/// content requires the layout.
/// </summary>
internal sealed class PartLayout : IEquatable<PartLayout>
{
    /// <summary>The user metadata in which an upload records its part layout; lakeFS does not store it.</summary>
    public const string MetadataName = "lakefs-s3-part-size";

    /// <summary>The maximum number of parts of an S3 upload.</summary>
    public const int MaxParts = 10_000;

    /// <summary>The smallest part that S3 accepts, except the last one; content that is not longer has at most one part.</summary>
    public const long MinSize = 5 * MiB;

    /// <summary>The part size of content up to 156 GiB.</summary>
    public const long DefaultSize = 16 * MiB;

    private const long MiB = 1024 * 1024;
    private const int PartsBeforeGrowth = 1000;
    private const long MaxGrownSize = 2048 * MiB;
    private const char GrowthMark = '+';

    private readonly long _size;
    private readonly bool _grows;

    private PartLayout(long size, bool grows)
    {
        _size = size;
        _grows = grows;
    }

    /// <summary>
    /// The layout for content of unknown length: the part size doubles every 1,000 parts, up to 2 GiB, so 5 TiB fit into
    /// 10,000 parts and short content needs no large buffer.
    /// </summary>
    public static PartLayout Growing { get; } = new(DefaultSize, grows: true);

    /// <summary>No parts: an upload in a single request, recorded as part size 0.</summary>
    public static PartLayout Whole { get; } = new(0, grows: false);

    /// <summary>Parts of a fixed size.</summary>
    public static PartLayout Of(long size) => new(size, grows: false);

    /// <summary>The layout for content of a known size: parts of 16 MiB, or larger if there would be more than 10,000.</summary>
    public static PartLayout For(long contentSize)
    {
        long needed = (contentSize + MaxParts - 1) / MaxParts;
        return Of(Math.Max(DefaultSize, (needed + MiB - 1) / MiB * MiB));
    }

    /// <summary>Parses the value that an upload recorded in the metadata; null if it is not in this library's format.</summary>
    public static PartLayout? Parse(string? text)
    {
        bool grows = text?.Length > 0 && text[text.Length - 1] == GrowthMark;
        return long.TryParse(grows ? text!.TrimEnd(GrowthMark) : text, NumberStyles.None, CultureInfo.InvariantCulture, out long size) && (size > 0 || !grows)
            ? new PartLayout(size, grows)
            : null;
    }

    /// <summary>Whether there are no parts.</summary>
    public bool IsWhole => _size == 0;

    /// <summary>The size of a part; the last part may be shorter.</summary>
    /// <param name="number">The part number, from 1.</param>
    public long SizeOf(int number) => _grows
        ? Math.Min(_size << Math.Min((number - 1) / PartsBeforeGrowth, 20), MaxGrownSize)
        : _size;

    /// <summary>Whether all parts have this size.</summary>
    public bool IsOf(long size) => !_grows && _size == size;

    /// <summary>Whether the part size is fixed, at least S3's minimum, and at most this size.</summary>
    public bool IsUpTo(long size) => !_grows && _size >= MinSize && _size <= size;

    /// <summary>Whether content of a given size has parts of different sizes, apart from the last one.</summary>
    public bool GrowsWithin(long contentSize) => _grows && contentSize > PartsBeforeGrowth * _size;

    /// <summary>The number of parts of content of a given size.</summary>
    public int CountFor(long contentSize)
    {
        if (IsWhole)
        {
            return 1;
        }

        if (!_grows)
        {
            return (int)Math.Max(1, (contentSize + _size - 1) / _size);
        }

        int count = 0;
        for (long covered = 0; covered < contentSize || count == 0; covered += SizeOf(count))
        {
            count++;
        }

        return count;
    }

    public bool Equals(PartLayout? other) => other is not null && other._size == _size && other._grows == _grows;

    public override bool Equals(object? obj) => Equals(obj as PartLayout);

    public override int GetHashCode() => _size.GetHashCode();

    public override string ToString() => _size.ToString(CultureInfo.InvariantCulture) + (_grows ? GrowthMark.ToString() : string.Empty);
}
