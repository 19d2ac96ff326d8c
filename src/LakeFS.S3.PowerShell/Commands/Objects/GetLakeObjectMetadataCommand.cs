using System.Management.Automation;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Completion;

namespace LakeFS.S3.PowerShell;

/// <summary>Gets all metadata of an object.</summary>
[Cmdlet(VerbsCommon.Get, "LakeObjectMetadata")]
[OutputType("LakeFS.S3.LakeObjectMetadata")]
public sealed class GetLakeObjectMetadataCommand : ObjectCmdlet
{
    /// <summary>The path in the ref, or a complete address.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string[] Key { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => ForEachObject(Key, address =>
    {
        WriteVerbose($"HEAD {address.Uri} {ActiveConnection.Describe(address)}.");
        WriteObject(Await(new LakeObjects(ActiveConnection).GetMetadataAsync(address, StopToken)));
    });
}
