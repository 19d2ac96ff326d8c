using System.Management.Automation;

namespace LakeFS.S3.PowerShell.Commands.Parameters;

/// <summary>Rejects a script block for a string parameter, which PowerShell would convert to its source.</summary>
internal sealed class NoScriptBlockAttribute : ArgumentTransformationAttribute
{
    /// <summary>What may be wrong, as a sentence.</summary>
    public string Hint { get; set; } = "ForEach-Object runs a script block for each object of a pipeline.";

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is ScriptBlock
            ? throw new ArgumentTransformationMetadataException("It takes a text, not a script block. " + Hint)
            : inputData;
}
