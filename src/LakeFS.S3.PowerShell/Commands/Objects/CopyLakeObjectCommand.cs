using System.Management.Automation;
using LakeFS.S3.Errors;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Commands.Progress;
using LakeFS.S3.PowerShell.Completion;

namespace LakeFS.S3.PowerShell;

/// <summary>Copies objects: on the server within a store, and through this machine between stores.</summary>
[Cmdlet(VerbsCommon.Copy, "LakeObject", SupportsShouldProcess = true, DefaultParameterSetName = KeySet)]
[OutputType("LakeFS.S3.LakeObject")]
public sealed class CopyLakeObjectCommand : ObjectCmdlet
{
    private const string KeySet = "Key";
    private const string PrefixSet = "Prefix";

    /// <summary>The path of the source in its ref, or a complete address.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string? Key { get; set; }

    /// <summary>The path of the copy in its branch, or a complete address; by default the source's.</summary>
    [Parameter(Position = 1, ParameterSetName = KeySet)]
    public string? DestinationKey { get; set; }

    /// <summary>A prefix to add to the source's path; for several objects.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PrefixSet)]
    public string? DestinationKeyPrefix { get; set; }

    /// <summary>The branch of the copy; by default the source's.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RefCompleter))]
    public string? DestinationRef { get; set; }

    /// <summary>The repository of the copy; by default the source's.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    public string? DestinationRepository { get; set; }

    /// <summary>
    /// The bucket of the copy; on lakeFS the repository as named in S3, and the destination's key then starts with the
    /// branch.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    public string? DestinationBucketName { get; set; }

    /// <summary>Returns the copies.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(Key, () =>
    {
        ObjectAddress source = ResolveObject(Key);
        ObjectAddress target = ResolveTarget(source);
        if (target.Equals(source))
        {
            throw ObjectErrors.CopyOntoItself(source.Facts);
        }

        if (!ShouldProcess($"{source.Uri} to {target.Uri}", "Copy"))
        {
            return;
        }

        WriteVerbose($"Copying {source.Uri} {ActiveConnection.Describe(source)} to {target.Uri} {ActiveConnection.Describe(target)}.");
        TransferProgress progress = new($"Copying {source.Uri}") { IsTotalKnown = true };
        LakeObject copy = Await(new LakeObjects(ActiveConnection).CopyAsync(source, target, progress, StopToken), progress);
        if (PassThru)
        {
            WriteObject(copy);
        }
    });

    // Parts that are not given are the source's, not the connection's defaults.
    private ObjectAddress ResolveTarget(ObjectAddress source) => ActiveConnection.ResolveObject(
        new ObjectName
        {
            Repository = DestinationRepository,
            Ref = DestinationRef,
            BucketName = DestinationBucketName,
            Key = DestinationKeyPrefix is null ? DestinationKey ?? source.Key : DestinationKeyPrefix + source.Key,
        },
        source);
}
