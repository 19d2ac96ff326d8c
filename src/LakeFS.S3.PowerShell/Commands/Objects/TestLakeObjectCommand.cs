using System.Management.Automation;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Completion;

namespace LakeFS.S3.PowerShell;

/// <summary>Checks whether an object exists; any other failure is an error.</summary>
[Cmdlet(VerbsDiagnostic.Test, "LakeObject")]
[OutputType(typeof(bool))]
public sealed class TestLakeObjectCommand : ObjectCmdlet
{
    /// <summary>The path in the ref, or a complete address.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string[] Key { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => ForEachObject(Key, address =>
    {
        WriteVerbose($"HEAD {address.Uri} {ActiveConnection.Describe(address)}.");
        WriteObject(Await(new LakeObjects(ActiveConnection).ExistsAsync(address, StopToken)));
    });
}
