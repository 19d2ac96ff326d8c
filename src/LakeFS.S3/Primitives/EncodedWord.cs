using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace LakeFS.S3.Primitives;

/// <summary>
/// Encodes and decodes header values with non-ASCII characters as encoded words (RFC 2047). lakeFS sends metadata this way
/// (s3-metadata #12) and decodes what it receives (s3-metadata #15). .NET has no public decoder for single values.
/// </summary>
internal static class EncodedWord
{
    // RFC 2047, section 2: an encoded word has at most 75 characters, 12 of which surround the text.
    private const int BytesPerWord = (75 - 12) / 4 * 3;

    private static readonly Regex Word = new(
        "=\\?(?<charset>[^?\\s]+)\\?(?<encoding>[bBqQ])\\?(?<text>[^?\\s]*)\\?=", RegexOptions.CultureInvariant);

    /// <summary>Encodes a value that is not plain ASCII; returns others unchanged.</summary>
    public static string Encode(string value) =>
        value.All(c => c is >= ' ' and <= '~') && !Word.IsMatch(value)
            ? value
            : EncodeAlways(value);

    /// <summary>Encodes a value even if it is plain ASCII.</summary>
    public static string EncodeAlways(string value) =>
        string.Join(" ", Split(value).Select(part => "=?UTF-8?B?" + Convert.ToBase64String(part) + "?="));

    /// <summary>
    /// Decodes every encoded word in a value; other text, and words in an unknown charset, are returned unchanged.
    /// </summary>
    public static string Decode(string value) =>
        value.IndexOf("=?", StringComparison.Ordinal) < 0
            ? value
            : DecodeWords(value);

    private static string DecodeWords(string value)
    {
        // Adjacent words are decoded together: a character may be split between them.
        StringBuilder result = new();
        List<byte> run = [];
        Encoding? runEncoding = null;
        int position = 0;
        foreach (Match match in Word.Matches(value).Cast<Match>())
        {
            Encoding? encoding = Charset(match.Groups["charset"].Value);
            byte[]? bytes = encoding is null ? null : Bytes(match.Groups["encoding"].Value, match.Groups["text"].Value);
            if (bytes is null)
            {
                continue;
            }

            // White space between two encoded words is not part of the value (RFC 2047, section 6.2).
            string between = value.Substring(position, match.Index - position);
            bool isNeighbour = runEncoding is not null && string.IsNullOrWhiteSpace(between);
            if (!isNeighbour || !Equals(encoding, runEncoding))
            {
                Flush();
                result.Append(isNeighbour ? string.Empty : between);
            }

            run.AddRange(bytes);
            runEncoding = encoding;
            position = match.Index + match.Length;
        }

        Flush();
        return result.Append(value, position, value.Length - position).ToString();

        void Flush()
        {
            if (runEncoding is not null)
            {
                result.Append(runEncoding.GetString([.. run]));
            }

            run.Clear();
            runEncoding = null;
        }
    }

    // The charsets that lakeFS decodes.
    private static Encoding? Charset(string name) => name.ToUpperInvariant() switch
    {
        "UTF-8" or "US-ASCII" => Encoding.UTF8,
        "ISO-8859-1" => Encoding.GetEncoding("iso-8859-1"),
        _ => null,
    };

    private static byte[]? Bytes(string encoding, string text)
    {
        if (encoding is "b" or "B")
        {
            try
            {
                return Convert.FromBase64String(text);
            }
            catch (FormatException)
            {
                // The value only looks encoded, so it is shown as received.
                return null;
            }
        }

        List<byte> bytes = [];
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '=' && i + 2 < text.Length
                && byte.TryParse(text.Substring(i + 1, 2), System.Globalization.NumberStyles.HexNumber, null, out byte value))
            {
                bytes.Add(value);
                i += 2;
            }
            else
            {
                bytes.Add(text[i] == '_' ? (byte)' ' : (byte)text[i]);
            }
        }

        return [.. bytes];
    }

    private static IEnumerable<byte[]> Split(string value)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(value);
        for (int start = 0; start < bytes.Length;)
        {
            int end = Math.Min(start + BytesPerWord, bytes.Length);
            while (end < bytes.Length && (bytes[end] & 0xC0) == 0x80)
            {
                end--;
            }

            yield return bytes.AsSpan(start, end - start).ToArray();
            start = end;
        }
    }
}
