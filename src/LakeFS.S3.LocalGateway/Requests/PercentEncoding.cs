using System;
using System.Buffers;
using System.Text;

namespace LakeFS.S3.LocalGateway.Requests;

/// <summary>Decodes percent-encoded text as Go's net/url does, which lakeFS reads its requests with.</summary>
internal static class PercentEncoding
{
    /// <summary>Decodes; false if a <c>%</c> is not followed by two hex digits.</summary>
    /// <param name="text">The encoded text.</param>
    /// <param name="plusIsSpace">Whether <c>+</c> stands for a space: in queries it does, in paths it does not.</param>
    /// <param name="decoded">The text; bytes that are not UTF-8 become U+FFFD.</param>
    public static bool TryDecode(ReadOnlySpan<char> text, bool plusIsSpace, out string decoded)
    {
        if (text.IndexOfAny('%', '+') < 0)
        {
            decoded = text.ToString();
            return true;
        }

        byte[] bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            int length = 0;
            while (!text.IsEmpty)
            {
                int plain = text.IndexOfAny('%', '+');
                if (plain != 0)
                {
                    ReadOnlySpan<char> run = plain < 0 ? text : text[..plain];
                    length += Encoding.UTF8.GetBytes(run, bytes.AsSpan(length));
                    text = text[run.Length..];
                    continue;
                }

                if (text[0] == '+')
                {
                    bytes[length++] = (byte)(plusIsSpace ? ' ' : '+');
                    text = text[1..];
                    continue;
                }

                if (text.Length < 3 || !char.IsAsciiHexDigit(text[1]) || !char.IsAsciiHexDigit(text[2]))
                {
                    decoded = string.Empty;
                    return false;
                }

                bytes[length++] = (byte)((HexValue(text[1]) << 4) | HexValue(text[2]));
                text = text[3..];
            }

            decoded = Encoding.UTF8.GetString(bytes, 0, length);
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static int HexValue(char digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
