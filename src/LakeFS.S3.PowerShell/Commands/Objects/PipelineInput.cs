using System.Management.Automation;
using LakeFS.S3.PowerShell.Commands.Parameters;

namespace LakeFS.S3.PowerShell.Commands.Objects;

/// <summary>One object of the pipeline, as Write-LakeObject understands it: a file, a piece of content, or neither.</summary>
internal sealed class PipelineInput
{
    /// <param name="given">The object, or null.</param>
    /// <param name="key">The key that content goes to, or null. Without one, a text is a file's name.</param>
    /// <param name="file">The file that -File names, or a property of the object.</param>
    /// <param name="isFileNamed">Whether the command line names it.</param>
    public PipelineInput(PSObject? given, string? key, string? file, bool isFileNamed)
    {
        Value = given?.BaseObject;
        bool isPiece = TextWriting.IsContent(Value);
        // The lines and bytes that Get-Content returns have the path of their file as a property, which says nothing of them.
        bool isOfPiece = isPiece && !isFileNamed && given!.Properties["PSPath"] is not null;
        string? named = isOfPiece ? null : file;
        IsContent = isPiece && (named is null || isFileNamed) && (key is not null || Value is not string);
        File = IsContent ? null : named ?? Value as string;
    }

    /// <summary>The object itself; null where nothing came.</summary>
    public object? Value { get; }

    /// <summary>Whether it is a line of text, or bytes.</summary>
    public bool IsContent { get; }

    /// <summary>The file; null where it is none.</summary>
    public string? File { get; }
}
