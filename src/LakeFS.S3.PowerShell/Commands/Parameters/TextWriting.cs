using System;
using System.Management.Automation;
using System.Text;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell.Commands.Parameters;

/// <summary>Values as the content of objects: bytes as they are, the rest as PowerShell's text in an encoding.</summary>
internal sealed class TextWriting
{
    private readonly Encoding _encoding;

    /// <param name="encoding">The encoding; null for UTF-8 without a byte order mark.</param>
    public TextWriting(Encoding? encoding)
    {
        Preamble = encoding?.GetPreamble() ?? [];
        _encoding = (Encoding)(encoding ?? Encoding.UTF8).Clone();
        // A character that the encoding does not have would be stored as a question mark.
        _encoding.EncoderFallback = EncoderFallback.ExceptionFallback;
    }

    /// <summary>The byte order mark; empty where the encoding has none.</summary>
    public byte[] Preamble { get; }

    /// <summary>Whether a value can be content: text, bytes, a number, a date or the like.</summary>
    public static bool IsContent(object? value) => value is string or byte[] or ValueType or Uri or Version;

    /// <summary>A whole content.</summary>
    /// <exception cref="LakeS3Exception"><c>LakeContentInvalid</c>: it is something else, or has characters that the encoding has not.</exception>
    public byte[] Whole(object? given)
    {
        object? value = given is PSObject wrapped ? wrapped.BaseObject : given;
        return !IsContent(value) ? throw CmdletErrors.ContentInvalid(value!.GetType()) : RawOf(value!) ?? [.. Preamble, .. BytesOf(TextOf(value!))];
    }

    /// <summary>The bytes of a value that is bytes; otherwise null.</summary>
    public static byte[]? RawOf(object value) => value switch
    {
        byte[] bytes => bytes,
        byte one => [one],
        _ => null,
    };

    /// <summary>PowerShell's text of a value, the same in every culture.</summary>
    /// <exception cref="LakeS3Exception"><c>LakeContentInvalid</c>: it has none but its type's name.</exception>
    public static string TextOf(object value)
    {
        string text = LanguagePrimitives.ConvertTo<string>(value);
        return value is not string && text == value.GetType().ToString() ? throw CmdletErrors.ContentInvalid(value.GetType()) : text;
    }

    /// <summary>A text in the encoding, without its mark.</summary>
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
