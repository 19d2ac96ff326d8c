using System;
using System.Globalization;

namespace LakeFS.S3.LocalGateway.Requests;

/// <summary>How to answer a Range header.</summary>
internal enum RangeKind
{
    /// <summary>There is none, or one that the gateway does not understand: the whole object (s3-range #16 to #26).</summary>
    Whole,

    /// <summary>A part of the object.</summary>
    Partial,

    /// <summary>Nothing of the object.</summary>
    Unsatisfiable,

    /// <summary>The last bytes of an empty object, which lakeFS fails on (s3-range #36).</summary>
    Failure,
}

/// <summary>A range of an object's bytes.</summary>
/// <param name="Kind">How to answer.</param>
/// <param name="Start">The first byte, counted from 0.</param>
/// <param name="Length">The number of bytes.</param>
internal readonly record struct ByteRange(RangeKind Kind, long Start, long Length)
{
    private const string Unit = "bytes=";

    public static ByteRange Parse(string? header, long size)
    {
        ByteRange whole = new(RangeKind.Whole, 0, size);
        if (header is null || !header.StartsWith(Unit, StringComparison.Ordinal) || header.Contains(','))
        {
            return whole;
        }

        ReadOnlySpan<char> range = header.AsSpan(Unit.Length);
        int hyphen = range.IndexOf('-');
        if (hyphen < 0)
        {
            return whole;
        }

        ReadOnlySpan<char> first = range[..hyphen].Trim();
        ReadOnlySpan<char> last = range[(hyphen + 1)..].Trim();
        if (first.IsEmpty)
        {
            return !TryParse(last, out long count) ? whole
                : count == 0 ? new ByteRange(RangeKind.Unsatisfiable, 0, 0)
                : size == 0 ? new ByteRange(RangeKind.Failure, 0, 0)
                : new ByteRange(RangeKind.Partial, Math.Max(0, size - count), Math.Min(count, size));
        }

        long end = long.MaxValue;
        if (!TryParse(first, out long start) || (!last.IsEmpty && !TryParse(last, out end)) || start > end)
        {
            return whole;
        }

        return start >= size
            ? new ByteRange(RangeKind.Unsatisfiable, 0, 0)
            : new ByteRange(RangeKind.Partial, start, Math.Min(end, size - 1) - start + 1);
    }

    private static bool TryParse(ReadOnlySpan<char> text, out long value) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) && value >= 0;
}
