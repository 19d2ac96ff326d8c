using System.Management.Automation;
using LakeFS.S3.Errors;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Commands.Parameters;
using LakeFS.S3.PowerShell.Commands.Progress;
using LakeFS.S3.PowerShell.Commands.Transfers;
using LakeFS.S3.PowerShell.Completion;
using LakeFS.S3.Transfers.Copy;

namespace LakeFS.S3.PowerShell;

/// <summary>Copies objects: on the server within a store, and through this machine between stores.</summary>
[Cmdlet(VerbsCommon.Copy, "LakeObject", SupportsShouldProcess = true, DefaultParameterSetName = KeySet)]
[OutputType("LakeFS.S3.LakeObject")]
public sealed class CopyLakeObjectCommand : ObjectCmdlet
{
    private const string KeySet = "Key";
    private const string PrefixSet = "Prefix";

    private readonly UnverifiedContent _unverified = new();
    private readonly ObjectsInUse _inUse = new();
    private TransferProgress? _progress;
    private long _copied;
    private ObjectCopier? _copier;
    private OrderedPump<(LakeObject Copy, LakeTransferResult? Transfer)>? _pump;

    /// <summary>The path of the source in its ref, or a complete address.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string? Key { get; set; }

    /// <summary>A listed object from the pipeline, which binds Key too; the server is not asked about it again.</summary>
    [Parameter(ValueFromPipeline = true)]
    public LakeObject? ListedObject { get; set; }

    /// <summary>The path of the copy in its branch, or a complete address; by default the source's.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true, ParameterSetName = KeySet)]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string? DestinationKey { get; set => field = CellOf(value); }

    /// <summary>A prefix to add to the source's path; for several objects.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = PrefixSet)]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string? DestinationKeyPrefix { get; set => field = CellOf(value); }

    /// <summary>The branch of the copy; by default the source's.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("DestinationBranch")]
    [ArgumentCompleter(typeof(RefCompleter))]
    public string? DestinationRef { get; set => field = CellOf(value); }

    /// <summary>The repository of the copy; by default the source's.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    public string? DestinationRepository { get; set => field = CellOf(value); }

    /// <summary>
    /// The bucket of the copy; on lakeFS the repository as named in S3, and the destination's key then starts with the
    /// branch.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(BucketCompleter))]
    public string? DestinationBucketName { get; set => field = CellOf(value); }

    /// <summary>A share of the keys, such as 3/16 for the third of sixteen: objects with other keys are left to other machines.</summary>
    [Parameter]
    [Shard]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string? Shard { get; set; }

    /// <summary>Returns the copies.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private TransferProgress Progress => _progress ??= new TransferProgress("Copying", () => _copied) { IsByServer = true };

    // Shared by all copies, so that together they keep to the limits of requests and memory.
    private ObjectCopier Copier => _copier ??= new ObjectCopier(ActiveConnection);

    private OrderedPump<(LakeObject Copy, LakeTransferResult? Transfer)> Pump => _pump ??= new(this, ActiveConnection, "copied", Progress);

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(Key, () =>
    {
        ObjectAddress source = ResolveObject(Key);
        if (!KeyShard.Includes(Shard, source.Key))
        {
            return;
        }

        ObjectAddress target = ResolveTarget(source);
        if (target.Equals(source))
        {
            throw ObjectErrors.CopyOntoItself(source.Facts);
        }

        if (ShouldProcess($"{source.Uri} to {target.Uri}", "Copy"))
        {
            WriteVerbose($"Copying {source.Uri} {ActiveConnection.Describe(source)} to {target.Uri} {ActiveConnection.Describe(target)}.");
            Copy(source, target, IfListed(ListedObject, source));
        }
    });

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        Progress.IsTotalKnown = true;
        _pump?.Finish();
        _unverified.WarnBy(this);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _pump?.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Copy(ObjectAddress source, ObjectAddress target, LakeObject? listed)
    {
        if (_inUse.Blocks(source, target))
        {
            Pump.Finish();
        }

        Progress.ExpectFile();
        _inUse.Add(source, target);
        ObjectCopier copier = Copier;
        ObjectsInUse inUse = _inUse;
        TransferProgress progress = Progress;
        Pump.Add(Key!, stop => copier.CopyAsync(source, target, listed, progress, stop), Write, () =>
        {
            _copied++;
            inUse.Remove(source, target);
        });
    }

    private void Write((LakeObject Copy, LakeTransferResult? Transfer) copied)
    {
        if (copied.Transfer is not null)
        {
            _unverified.Note(copied.Transfer);
            this.WarnOf(copied.Transfer.Leftovers);
        }

        if (PassThru)
        {
            WriteObject(copied.Copy);
        }
    }

    // Parts that are not given are the source's, not the connection's defaults.
    private ObjectAddress ResolveTarget(ObjectAddress source)
    {
        string? typed = IsTyped(nameof(DestinationKey)) ? DestinationKey : null;
        return ActiveConnection.ResolveObject(
            new ObjectName
            {
                Repository = DestinationRepository,
                Ref = DestinationRef,
                BucketName = DestinationBucketName,
                Key = DestinationKeyPrefix ?? typed,
                LiteralKey = typed is null ? DestinationKey ?? source.Key : null,
            },
            source);
    }
}
