using System.Management.Automation;

namespace LakeFS.S3.PowerShell;

/// <summary>Says whether an object exists; whatever else goes wrong is an error.</summary>
[Cmdlet(VerbsDiagnostic.Test, "LakeObject")]
[OutputType(typeof(bool))]
public sealed class TestLakeObjectCommand : ObjectCmdlet
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
                WriteObject(Await(new LakeObjects(Lake).ExistsAsync(address, StopToken)));
            });
        }
    }
}
