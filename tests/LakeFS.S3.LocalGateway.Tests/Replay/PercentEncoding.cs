using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace LakeFS.S3.LocalGateway.Tests;

/// <summary>The percent-encoding of signatures (RFC 3986, upper-case hex), over bytes so that no key is lost.</summary>
internal static class PercentEncoding
{
    /// <summary>The bytes an encoded text stands for. An escape that is none stays as it is.</summary>
    public static byte[] Decode(string encoded, bool plusIsSpace)
    {
        byte[] text = Encoding.UTF8.GetBytes(encoded);
        List<byte> decoded = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 2 < text.Length && char.IsAsciiHexDigit((char)text[i + 1]) && char.IsAsciiHexDigit((char)text[i + 2]))
            {
                decoded.Add(byte.Parse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                i += 2;
            }
            else
            {
                decoded.Add(plusIsSpace && text[i] == '+' ? (byte)' ' : text[i]);
            }
        }

        return [.. decoded];
    }

    /// <summary>Encodes all but letters, digits and <c>-_.~</c>, in paths also all but the slash.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes, bool keepSlash)
    {
        StringBuilder encoded = new(bytes.Length);
        foreach (byte value in bytes)
        {
            char character = (char)value;
            if (char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.' or '~' || (keepSlash && character == '/'))
            {
                encoded.Append(character);
            }
            else
            {
                encoded.Append(CultureInfo.InvariantCulture, $"%{value:X2}");
            }
        }

        return encoded.ToString();
    }

    /// <summary>Re-encodes a text in its canonical form.</summary>
    public static string Canonical(string encoded, bool isPath) => Encode(Decode(encoded, plusIsSpace: !isPath), keepSlash: isPath);
}
