using System.Management.Automation;
using LakeFS.S3.PowerShell.Commands.Parameters;

namespace LakeFS.S3.PowerShell.Commands.Objects;

/// <summary>Classifies pipeline input of Write-LakeObject: a file, part of an object's content, or neither.</summary>
internal sealed class PipelineInput
{
    /// <param name="given">The input object, or null.</param>
    /// <param name="key">The key of the content, or null. Without a key, a string is the path of a file.</param>
    /// <param name="file">The path from -File or from a property of the input object, or null.</param>
    /// <param name="isFileNamed">Whether -File was on the command line.</param>
    public PipelineInput(PSObject? given, string? key, string? file, bool isFileNamed)
    {
        Value = given?.BaseObject;
        bool isPiece = TextWriting.IsContent(Value);
        // Get-Content adds the path of its file to the lines and bytes that it returns; they are content all the same.
        bool isOfPiece = isPiece && !isFileNamed && given!.Properties["PSPath"] is not null;
        string? named = isOfPiece ? null : file;
        IsContent = isPiece && (named is null || isFileNamed) && (key is not null || Value is not string);
        File = IsContent ? null : named ?? Value as string;
    }

    /// <summary>The input object without its wrapper; null if there is none.</summary>
    public object? Value { get; }

    /// <summary>Whether it is content: a line of text, or bytes.</summary>
    public bool IsContent { get; }

    /// <summary>The path of the file; null if it is not a file.</summary>
    public string? File { get; }
}
