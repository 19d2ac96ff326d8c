using System.Management.Automation;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Completion;

namespace LakeFS.S3.PowerShell;

/// <summary>Aborts unfinished multipart uploads.</summary>
[Cmdlet(VerbsCommon.Remove, "LakeUpload", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveLakeUploadCommand : ConnectedCmdlet
{
    /// <summary>The upload id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(UploadCompleter))]
    public string? UploadId { get; set; }

    /// <summary>The path of the object in its branch.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string? Key { get; set; }

    /// <summary>Any branch of the repository; by default the connection's.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Branch")]
    [ArgumentCompleter(typeof(RefCompleter))]
    public string? Ref { get; set => field = CellOf(value); }

    /// <summary>The repository; by default the connection's.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    public string? Repository { get; set => field = CellOf(value); }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(UploadId, () =>
    {
        ObjectAddress address = LakeFSConnection.ResolveObject(Read(new ObjectName { Key = Key, Repository = Repository, Ref = Ref }));
        if (!ShouldProcess($"upload {UploadId} of '{address.Key}' in repository '{address.Container}'", "Abort"))
        {
            return;
        }

        WriteVerbose($"Aborting upload {UploadId} of {address.Uri} at {LakeFSConnection.EndpointUrl}.");
        Wait(new LakeUploads(LakeFSConnection).AbortAsync(address, UploadId!, StopToken));
    });
}
