using System.Management.Automation;
using LakeFS.S3.PowerShell.Commands.Base;

namespace LakeFS.S3.PowerShell;

/// <summary>Reads everything the server says of an object without its content.</summary>
[Cmdlet(VerbsCommon.Get, "LakeObjectMetadata")]
[OutputType("LakeFS.S3.LakeObjectMetadata")]
public sealed class GetLakeObjectMetadataCommand : EachObjectCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessObject(ObjectAddress address)
    {
        WriteVerbose($"HEAD {address.Uri} {Via.Describe(address)}.");
        WriteObject(Await(new LakeObjects(Via).GetMetadataAsync(address, StopToken)));
    }
}
