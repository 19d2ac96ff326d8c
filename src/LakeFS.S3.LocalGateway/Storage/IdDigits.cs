using System;

namespace LakeFS.S3.LocalGateway.Storage;

/// <summary>The digits of lakeFS's ids: 0 to 9 and a to v, of five bits each.</summary>
internal static class IdDigits
{
    public const string All = "0123456789abcdefghijklmnopqrstuv";

    private const int BitsPerDigit = 5;

    /// <summary>Writes the first bits of some bytes as digits. Bits that are not there are 0.</summary>
    public static void Write(ReadOnlySpan<byte> bytes, Span<char> digits)
    {
        for (int i = 0; i < digits.Length; i++)
        {
            int bit = i * BitsPerDigit;
            int next = (bit / 8) + 1 < bytes.Length ? bytes[(bit / 8) + 1] : 0;
            int pair = (bytes[bit / 8] << 8) | next;
            digits[i] = All[(pair >> (16 - BitsPerDigit - (bit % 8))) & 31];
        }
    }
}
