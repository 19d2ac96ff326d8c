using System;
using System.Globalization;
using System.Management.Automation;
using System.Text;
using LakeFS.S3.PowerShell.Completion;

namespace LakeFS.S3.PowerShell.Commands.Parameters;

/// <summary>Lets <c>-Encoding</c> accept the encoding names of PowerShell 7 in every PowerShell, and the names and numbers of .NET.</summary>
internal sealed class TextEncodingAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value is null or Encoding ? value! : Find(LanguagePrimitives.ConvertTo<string>(value));
    }

    private static Encoding Find(string name)
    {
        try
        {
            return name.ToUpperInvariant() switch
            {
                "UTF8" or "UTF8NOBOM" or "DEFAULT" => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
                "UTF8BOM" => new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
                "ASCII" => Encoding.ASCII,
                "ANSI" => Encoding.GetEncoding(CultureInfo.CurrentCulture.TextInfo.ANSICodePage),
                "OEM" => Encoding.GetEncoding(CultureInfo.CurrentCulture.TextInfo.OEMCodePage),
                "LATIN1" => Encoding.GetEncoding("iso-8859-1"),
                "UNICODE" => Encoding.Unicode,
                "BIGENDIANUNICODE" => Encoding.BigEndianUnicode,
                "UTF32" => Encoding.UTF32,
                "BIGENDIANUTF32" => new UTF32Encoding(bigEndian: true, byteOrderMark: true),
                _ => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int page) ? Encoding.GetEncoding(page) : Encoding.GetEncoding(name),
            };
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            throw new ArgumentTransformationMetadataException($"'{name}' is not an encoding. Use one of {string.Join(", ", EncodingCompleter.Names)}, or a name or number that .NET knows.", error);
        }
    }
}
