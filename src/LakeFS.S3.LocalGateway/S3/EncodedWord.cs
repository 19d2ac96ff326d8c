using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace LakeFS.S3.LocalGateway.S3;

/// <summary>RFC 2047 encoded words, in which header values carry what is not ASCII.</summary>
internal static class EncodedWord
{
    private const string Opening = "=?utf-8?q?";
    private const string Closing = "?=";

    /// <summary>An encoded word is at most 75 characters long.</summary>
    private const int LongestContent = 75 - 10 - 2;

    /// <summary>Encodes a value in the Q encoding where it is not all printable ASCII (s3-metadata #12, #24).</summary>
    public static string Encode(string value)
    {
        if (value.All(c => c is '\t' or (>= ' ' and <= '~')))
        {
            return value;
        }

        StringBuilder encoded = new(Opening);
        int used = 0;
        Span<byte> utf8 = stackalloc byte[4];
        foreach (Rune rune in value.EnumerateRunes())
        {
            int bytes = rune.EncodeToUtf8(utf8);
            bool isLiteral = bytes == 1 && utf8[0] is >= (byte)' ' and <= (byte)'~' and not ((byte)'=' or (byte)'?' or (byte)'_');
            int length = isLiteral ? 1 : 3 * bytes;
            if (used + length > LongestContent)
            {
                encoded.Append(Closing).Append(' ').Append(Opening);
                used = 0;
            }

            used += length;
            if (isLiteral)
            {
                encoded.Append(utf8[0] == ' ' ? '_' : (char)utf8[0]);
                continue;
            }

            foreach (byte b in utf8[..bytes])
            {
                encoded.Append(CultureInfo.InvariantCulture, $"={b:X2}");
            }
        }

        return encoded.Append(Closing).ToString();
    }

    /// <summary>Decodes the encoded words of a value; what is none stays. Null if a charset is not known.</summary>
    public static string? Decode(string value)
    {
        StringBuilder decoded = new();
        bool lastWasWord = false;
        int position = 0;
        while (position < value.Length)
        {
            int start = value.IndexOf("=?", position, StringComparison.Ordinal);
            if (start < 0 || !TryParse(value, start, out string charset, out byte[] bytes, out int end))
            {
                int next = start < 0 ? value.Length : start + 2;
                decoded.Append(value, position, next - position);
                position = next;
                lastWasWord = false;
                continue;
            }

            if (TextOf(charset, bytes) is not { } text)
            {
                return null;
            }

            // Blanks between two encoded words are not part of the value.
            string between = value[position..start];
            if (!lastWasWord || !string.IsNullOrWhiteSpace(between))
            {
                decoded.Append(between);
            }

            decoded.Append(text);
            position = end;
            lastWasWord = true;
        }

        return decoded.ToString();
    }

    private static bool TryParse(string value, int start, out string charset, out byte[] bytes, out int end)
    {
        charset = string.Empty;
        bytes = [];
        end = 0;
        int encoding = value.IndexOf('?', start + 2);
        if (encoding < 0 || encoding + 2 >= value.Length || value[encoding + 2] != '?')
        {
            return false;
        }

        int close = value.IndexOf(Closing, encoding + 3, StringComparison.Ordinal);
        if (close < 0)
        {
            return false;
        }

        charset = value[(start + 2)..encoding];
        string content = value[(encoding + 3)..close];
        end = close + Closing.Length;
        switch (value[encoding + 1])
        {
            case 'b' or 'B':
                byte[] buffer = new byte[content.Length];
                bool isBase64 = Convert.TryFromBase64String(content, buffer, out int written);
                bytes = buffer[..written];
                return isBase64;
            case 'q' or 'Q':
                return TryParseQ(content, out bytes);
            default:
                return false;
        }
    }

    private static bool TryParseQ(string content, out byte[] bytes)
    {
        List<byte> parsed = [];
        bytes = [];
        for (int i = 0; i < content.Length; i++)
        {
            switch (content[i])
            {
                case '_':
                    parsed.Add((byte)' ');
                    break;
                case '=' when i + 2 < content.Length
                    && byte.TryParse(content.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte b):
                    parsed.Add(b);
                    i += 2;
                    break;
                case >= '!' and <= '~' and not '=':
                    parsed.Add((byte)content[i]);
                    break;
                default:
                    return false;
            }
        }

        bytes = [.. parsed];
        return true;
    }

    private static string? TextOf(string charset, byte[] bytes) => charset.ToUpperInvariant() switch
    {
        "UTF-8" => Encoding.UTF8.GetString(bytes),
        "ISO-8859-1" => Encoding.Latin1.GetString(bytes),
        "US-ASCII" => string.Concat(bytes.Select(b => b < 0x80 ? (char)b : '\uFFFD')),
        _ => null,
    };
}
