using System.Management.Automation;

namespace LakeFS.S3.PowerShell.Sessions;

/// <summary>Lets <c>-Connection</c> accept the name of a connection.</summary>
internal sealed class ConnectionTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value is string name
            ? ConnectionTable.Of(engineIntrinsics.SessionState).Find(name)
                ?? throw new ArgumentTransformationMetadataException($"No open connection is named '{name}'. Get-LakeS3Connection lists them.")
            : value;
    }
}
