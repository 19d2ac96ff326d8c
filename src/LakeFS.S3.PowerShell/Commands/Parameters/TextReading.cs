using System;
using System.Linq;
using System.Net.Http.Headers;
using System.Text;

namespace LakeFS.S3.PowerShell.Commands.Parameters;

/// <summary>
/// Decodes the content of an object: by its byte order mark, else by -Encoding, else by the charset of the content type, else as
/// UTF-8.
/// </summary>
internal sealed class TextReading
{
    // UTF-32 before UTF-16, whose mark is the start of UTF-32's.
    private static readonly Encoding[] Marked =
        [Encoding.UTF8, Encoding.UTF32, new UTF32Encoding(bigEndian: true, byteOrderMark: true), Encoding.Unicode, Encoding.BigEndianUnicode];

    private TextReading(string text, string encoding, bool isExact)
    {
        Text = text;
        EncodingName = encoding;
        IsExact = isExact;
    }

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>The encoding used.</summary>
    public string EncodingName { get; }

    /// <summary>Whether all bytes were valid; invalid ones are U+FFFD in the text.</summary>
    public bool IsExact { get; }

    /// <summary>Decodes content.</summary>
    /// <param name="content">The content.</param>
    /// <param name="given">-Encoding, or null.</param>
    /// <param name="contentType">The content type, or null.</param>
    public static TextReading Of(ArraySegment<byte> content, Encoding? given, string? contentType)
    {
        Encoding? marked = Array.Find(Marked, encoding => content.Take(encoding.GetPreamble().Length).SequenceEqual(encoding.GetPreamble()));
        Encoding encoding = (Encoding)(marked ?? given ?? CharsetOf(contentType) ?? Encoding.UTF8).Clone();
        int mark = marked?.GetPreamble().Length ?? 0;
        (byte[] bytes, int offset, int count) = (content.Array!, content.Offset + mark, content.Count - mark);
        try
        {
            encoding.DecoderFallback = DecoderFallback.ExceptionFallback;
            return new TextReading(encoding.GetString(bytes, offset, count), encoding.WebName, isExact: true);
        }
        catch (DecoderFallbackException)
        {
            encoding.DecoderFallback = new DecoderReplacementFallback("\uFFFD");
            return new TextReading(encoding.GetString(bytes, offset, count), encoding.WebName, isExact: false);
        }
    }

    private static Encoding? CharsetOf(string? contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? type) || string.IsNullOrEmpty(type!.CharSet))
        {
            return null;
        }

        try
        {
            return Encoding.GetEncoding(type.CharSet!.Trim('"'));
        }
        catch (ArgumentException)
        {
            // Unknown to .NET: as if not given.
            return null;
        }
    }
}
