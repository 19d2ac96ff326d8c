using System.Management.Automation;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Commands.Objects;
using LakeFS.S3.PowerShell.Commands.Parameters;
using LakeFS.S3.PowerShell.Completion;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell;

/// <summary>Removes objects from branches, and reports an error for each that could not be removed.</summary>
[Cmdlet(VerbsCommon.Remove, "LakeObject", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = KeySet)]
[OutputType("LakeFS.S3.LakeRemoval")]
public sealed class RemoveLakeObjectCommand : ObjectCmdlet
{
    private const string KeySet = "Key";
    private const string ObjectSet = "Object";
    private const string PrefixSet = "Prefix";

    private RemovalBatches? _batches;

    /// <summary>The path in the branch, or a complete address.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = KeySet)]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string[] Key { get; set; } = [];

    /// <summary>Objects from Get-LakeObjectList.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ObjectSet)]
    public LakeObject? InputObject { get; set; }

    /// <summary>A listed object from the pipeline, which binds Key too, because PowerShell tries the default set first.</summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = KeySet)]
    public LakeObject? ListedObject { get; set; }

    /// <summary>The prefix of the keys: all objects with it are removed.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PrefixSet)]
    [NoScriptBlock]
    [Alias("KeyPrefix")]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string? Prefix { get; set; }

    /// <summary>A share of the keys, such as 3/16 for the third of sixteen: objects with other keys are left to other machines.</summary>
    [Parameter]
    [Shard]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string? Shard { get; set; }

    /// <summary>Returns a result for each object.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private RemovalBatches Batches => _batches ??= new RemovalBatches(this, ActiveConnection, PassThru);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case ObjectSet:
                Attempt(InputObject, () => Add(ActiveConnection.ResolveObject(InputObject!.ToName()), isListed: true));
                break;
            case PrefixSet:
                Attempt(Prefix, RemovePrefix);
                break;
            default:
                foreach (string key in Key)
                {
                    Attempt(key, () => AddNamed(ResolveObject(key)));
                }

                break;
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => Attempt(null, () => _batches?.End());

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _batches?.Dispose();
        }

        base.Dispose(disposing);
    }

    private void RemovePrefix()
    {
        ObjectAddress prefix = ResolvePrefix(Prefix);
        if (!ShouldProcess($"{(Shard is null ? "all objects" : $"share {Shard} of the objects")} below {prefix.Uri}", "Remove"))
        {
            return;
        }

        bool found = false;
        try
        {
            foreach (LakeEntry entry in Await(new LakeObjects(ActiveConnection).ListAsync(prefix, new ListOptions(), StopToken), Batches.Progress))
            {
                found = true;
                ObjectAddress address = entry.ToAddress();
                if (KeyShard.Includes(Shard, address.Key))
                {
                    Batches.Add(new RemovalItem(address, isListed: true));
                }
            }
        }
        catch (LakeS3Exception end) when (found && LakeErrorRecord.EndsPipeline(end))
        {
            Batches.WarnOfEarlyEnd();
            throw;
        }

        WarnOfWildcard(found, prefix.Key, "Pipe the objects of Get-LakeObjectList -Include instead.");
    }

    private void AddNamed(ObjectAddress address) => Add(address, isListed: IfListed(ListedObject, address) is not null);

    private void Add(ObjectAddress address, bool isListed)
    {
        if (KeyShard.Includes(Shard, address.Key) && ShouldProcess(address.Uri, "Remove"))
        {
            Batches.Add(new RemovalItem(address, isListed));
        }
    }
}
