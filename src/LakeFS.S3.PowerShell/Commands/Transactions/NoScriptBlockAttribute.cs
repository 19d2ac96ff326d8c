using System.Management.Automation;

namespace LakeFS.S3.PowerShell.Commands.Transactions;

/// <summary>Refuses a script block for a text, which PowerShell would take as its source: what stands in that place was left out.</summary>
internal sealed class NoScriptBlockAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is ScriptBlock
            ? throw new ArgumentTransformationMetadataException("It takes a text. Was it left out in front of the script block?")
            : inputData;
}
