using System.Management.Automation;
using LakeFS.S3.PowerShell.Commands.Base;

namespace LakeFS.S3.PowerShell;

/// <summary>Gets the server's version and storage, and the user of the key pair.</summary>
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
