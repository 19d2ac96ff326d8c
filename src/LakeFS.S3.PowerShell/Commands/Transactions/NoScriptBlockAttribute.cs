using System.Management.Automation;

namespace LakeFS.S3.PowerShell.Commands.Transactions;

/// <summary>
/// Rejects a script block for a string parameter, which PowerShell would convert to its source: it means that an argument
/// before it is missing.
/// </summary>
internal sealed class NoScriptBlockAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is ScriptBlock
            ? throw new ArgumentTransformationMetadataException("It takes a text. Was it left out in front of the script block?")
            : inputData;
}
