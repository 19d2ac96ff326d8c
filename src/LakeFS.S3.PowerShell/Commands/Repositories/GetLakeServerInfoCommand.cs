using System.Management.Automation;
using LakeFS.S3.PowerShell.Commands.Base;

namespace LakeFS.S3.PowerShell;

/// <summary>Says what the server is: its version, its storage, the user of the access key.</summary>
[Cmdlet(VerbsCommon.Get, "LakeServerInfo")]
[OutputType("LakeFS.S3.LakeServerInfo")]
public sealed class GetLakeServerInfoCommand : ConnectedCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(LakeFSConnection, () =>
    {
        WriteVerbose($"Asking {LakeFSConnection.EndpointUrl} for its version and storage.");
        WriteObject(Await(new LakeServer(LakeFSConnection).GetInfoAsync(StopToken)));
    });
}
