using System;
using System.Buffers;

namespace LakeFS.S3.LocalGateway.Faults;

/// <summary>Another ETag of the same form: its first hex digit is changed.</summary>
internal static class ChangedETag
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>Changes an ETag.</summary>
    /// <param name="etag">The ETag, with or without quotes.</param>
    /// <returns>The other ETag; the same where there is no hex digit in it.</returns>
    public static string Of(string etag)
    {
        int digit = etag.AsSpan().IndexOfAny(HexDigits);
        return digit < 0 ? etag : $"{etag[..digit]}{OtherDigit(etag[digit])}{etag[(digit + 1)..]}";
    }

    /// <summary>Another hex digit.</summary>
    /// <param name="digit">The digit.</param>
    /// <returns>0, or 1 in place of 0.</returns>
    public static char OtherDigit(char digit) => digit == '0' ? '1' : '0';
}
