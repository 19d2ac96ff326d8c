using System.Management.Automation;
using LakeFS.S3.PowerShell.Commands.Base;

namespace LakeFS.S3.PowerShell;

/// <summary>Says whether an object exists; whatever else goes wrong is an error.</summary>
[Cmdlet(VerbsDiagnostic.Test, "LakeObject")]
[OutputType(typeof(bool))]
public sealed class TestLakeObjectCommand : EachObjectCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessObject(ObjectAddress address)
    {
        WriteVerbose($"HEAD {address.Uri} {Via.Describe(address)}.");
        WriteObject(Await(new LakeObjects(Via).ExistsAsync(address, StopToken)));
    }
}
