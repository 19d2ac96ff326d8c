using System.Management.Automation;

namespace LakeFS.S3.PowerShell;

/// <summary>Reads everything the server says of an object without its content.</summary>
[Cmdlet(VerbsCommon.Get, "LakeObjectMetadata")]
[OutputType("LakeFS.S3.LakeObjectMetadata")]
public sealed class GetLakeObjectMetadataCommand : ObjectCmdlet
{
    /// <summary>The path inside the ref, or a whole address.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string[] Key { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string key in Key)
        {
            Attempt(key, () =>
            {
                ObjectAddress address = ResolveObject(key);
                WriteVerbose($"HEAD {address.Uri} at {Lake.EndpointUrl}.");
                WriteObject(Await(new LakeObjects(Lake).GetMetadataAsync(address, StopToken)));
            });
        }
    }
}
