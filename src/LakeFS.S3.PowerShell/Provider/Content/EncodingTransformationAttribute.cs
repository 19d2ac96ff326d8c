using System;
using System.Globalization;
using System.Management.Automation;
using System.Text;

namespace LakeFS.S3.PowerShell.Provider.Content;

/// <summary>Lets <c>-Encoding</c> take the file system's names for encodings, and .NET's names and numbers.</summary>
internal sealed class EncodingTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>The names that are proposed.</summary>
    public static readonly string[] Names =
        ["ascii", "ansi", "bigendianunicode", "bigendianutf32", "latin1", "unicode", "utf8", "utf8BOM", "utf8NoBOM", "utf32"];

    /// <summary>UTF-8 without a byte order mark.</summary>
    public static Encoding Utf8 { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        try
        {
            return value switch
            {
                string name => Find(name),
                int codePage => Encoding.GetEncoding(codePage),
                _ => value,
            };
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            throw new ArgumentTransformationMetadataException($"'{value}' is not an encoding. Use one of {string.Join(", ", Names)}, or a name or number of .NET's.", unknown);
        }
    }

    private static Encoding Find(string name) => name.ToUpperInvariant() switch
    {
        "UTF8" or "UTF8NOBOM" => Utf8,
        "UTF8BOM" => new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
        "UNICODE" => Encoding.Unicode,
        "BIGENDIANUNICODE" => Encoding.BigEndianUnicode,
        "UTF32" => Encoding.UTF32,
        "BIGENDIANUTF32" => new UTF32Encoding(bigEndian: true, byteOrderMark: true),
        "LATIN1" => Encoding.GetEncoding("iso-8859-1"),
        "ANSI" => Encoding.GetEncoding(CultureInfo.CurrentCulture.TextInfo.ANSICodePage),
        _ => Encoding.GetEncoding(name),
    };
}
