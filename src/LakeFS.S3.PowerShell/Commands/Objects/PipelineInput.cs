using System.Management.Automation;
using LakeFS.S3.PowerShell.Commands.Parameters;

namespace LakeFS.S3.PowerShell.Commands.Objects;

/// <summary>One object of the pipeline, as Write-LakeObject understands it: a file, a piece of content, or neither.</summary>
internal sealed class PipelineInput
{
    /// <param name="given">The object, or null.</param>
    /// <param name="file">The file that -File names, or a property of the object.</param>
    /// <param name="isFileNamed">Whether the command line names it.</param>
    public PipelineInput(PSObject? given, string? file, bool isFileNamed)
    {
        Value = given?.BaseObject;
        // The lines that Get-Content returns have the path of their file as a property.
        IsContent = TextWriting.IsContent(Value) && (file is null || isFileNamed || given!.Properties["PSPath"] is not null);
        IsFile = file is not null && !IsContent;
    }

    /// <summary>The object itself; null where nothing came.</summary>
    public object? Value { get; }

    /// <summary>Whether it is a line of text, or bytes.</summary>
    public bool IsContent { get; }

    /// <summary>Whether it names a file.</summary>
    public bool IsFile { get; }
}
