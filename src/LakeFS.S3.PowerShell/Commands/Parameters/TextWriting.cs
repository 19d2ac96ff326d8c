using System;
using System.Management.Automation;
using System.Text;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell.Commands.Parameters;

/// <summary>Converts values to the content of objects: bytes as they are, other values as PowerShell's text in an encoding.</summary>
internal sealed class TextWriting
{
    private readonly Encoding _encoding;

    /// <param name="encoding">The encoding; null for UTF-8 without a byte order mark.</param>
    public TextWriting(Encoding? encoding)
    {
        Preamble = encoding?.GetPreamble() ?? [];
        _encoding = (Encoding)(encoding ?? Encoding.UTF8).Clone();
        // By default, characters missing in the encoding become question marks.
        _encoding.EncoderFallback = EncoderFallback.ExceptionFallback;
    }

    /// <summary>The byte order mark; empty if the encoding has none.</summary>
    public byte[] Preamble { get; }

    /// <summary>Whether a value can be content: text, bytes, a number, a date or the like.</summary>
    public static bool IsContent(object? value) => value is string or byte[] or ValueType or Uri or Version;

    /// <summary>Converts the whole content of an object.</summary>
    /// <exception cref="LakeS3Exception"><c>LakeContentInvalid</c>: the value has another type, or characters that the encoding lacks.</exception>
    public byte[] Whole(object? given)
    {
        object? value = given is PSObject wrapped ? wrapped.BaseObject : given;
        return !IsContent(value) ? throw CmdletErrors.ContentInvalid(value!.GetType()) : RawOf(value!) ?? [.. Preamble, .. BytesOf(TextOf(value!))];
    }

    /// <summary>The bytes of a byte or byte array; otherwise null.</summary>
    public static byte[]? RawOf(object value) => value switch
    {
        byte[] bytes => bytes,
        byte one => [one],
        _ => null,
    };

    /// <summary>Converts a value to text as PowerShell does, independently of the culture.</summary>
    /// <exception cref="LakeS3Exception"><c>LakeContentInvalid</c>: the text is only the name of its type.</exception>
    public static string TextOf(object value)
    {
        string text = LanguagePrimitives.ConvertTo<string>(value);
        return value is not string && text == value.GetType().ToString() ? throw CmdletErrors.ContentInvalid(value.GetType()) : text;
    }

    /// <summary>Encodes a text, without a byte order mark.</summary>
    /// <exception cref="LakeS3Exception"><c>LakeContentInvalid</c>.</exception>
    public byte[] BytesOf(string text)
    {
        try
        {
            return _encoding.GetBytes(text);
        }
        catch (EncoderFallbackException inner)
        {
            throw CmdletErrors.CharacterMissing(_encoding.WebName, inner);
        }
    }
}
