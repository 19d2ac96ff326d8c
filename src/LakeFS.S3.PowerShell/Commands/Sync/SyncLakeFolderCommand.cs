using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Commands.Parameters;
using LakeFS.S3.PowerShell.Commands.Sync;
using LakeFS.S3.PowerShell.Commands.Transfers;
using LakeFS.S3.PowerShell.Completion;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell;

/// <summary>
/// Makes a prefix equal to a local folder, a folder equal to a prefix, or two prefixes equal, transferring only
/// differences.
/// </summary>
[Cmdlet(VerbsData.Sync, "LakeFolder", SupportsShouldProcess = true, DefaultParameterSetName = UploadSet)]
[OutputType("LakeFS.S3.LakeSyncResult", "LakeFS.S3.LakeCommit")]
public sealed class SyncLakeFolderCommand : ObjectCmdlet
{
    private const string UploadSet = "Upload";
    private const string DownloadSet = "Download";
    private const string CopySet = "Copy";
    private const string CopyToBucketSet = "CopyToBucket";

    private readonly List<LakeSync> _syncs = [];
    private readonly UnverifiedContent _unverified = new();
    private SyncTransfers? _transfers;
    private LinkChoice? _links;
    private SyncDeletions? _deletions;
    private FinalCommit? _commit;
    private TransferPump? _pump;
    private int _brokenPlans;

    /// <summary>The folder to upload.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = UploadSet)]
    [NoScriptBlock]
    public string? Folder { get; set; }

    /// <summary>The prefix to make equal to the folder; by default, or as a single slash, the whole branch.</summary>
    [Parameter(Position = 1, ParameterSetName = UploadSet)]
    [NoScriptBlock]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string? KeyPrefix { get; set; }

    /// <summary>The prefix to download or copy; by default, or as a single slash, the whole ref.</summary>
    [Parameter(ParameterSetName = DownloadSet)]
    [Parameter(ParameterSetName = CopySet)]
    [Parameter(ParameterSetName = CopyToBucketSet)]
    [NoScriptBlock]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string? Prefix { get; set; }

    /// <summary>The folder to make equal to the prefix.</summary>
    [Parameter(Mandatory = true, ParameterSetName = DownloadSet)]
    [NoScriptBlock]
    public string? DestinationFolder { get; set; }

    /// <summary>The branch to make equal to the source.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CopySet)]
    [NoScriptBlock]
    [Alias("DestinationBranch")]
    [ArgumentCompleter(typeof(RefCompleter))]
    public string? DestinationRef { get; set; }

    /// <summary>The repository of the destination branch; by default the source's.</summary>
    [Parameter(ParameterSetName = CopySet)]
    [NoScriptBlock]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    public string? DestinationRepository { get; set; }

    /// <summary>The bucket to make equal to the source, for objects named by bucket and key.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CopyToBucketSet)]
    [NoScriptBlock]
    [ArgumentCompleter(typeof(BucketCompleter))]
    public string? DestinationBucketName { get; set; }

    /// <summary>The prefix in the destination; by default the source's, and all of the destination as a single slash.</summary>
    [Parameter(ParameterSetName = CopySet)]
    [Parameter(ParameterSetName = CopyToBucketSet)]
    [NoScriptBlock]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string? DestinationPrefix { get; set; }

    /// <summary>Deletes what the source does not contain.</summary>
    [Parameter]
    public SwitchParameter Delete { get; set; }

    /// <summary>Wildcards: only matching files and objects are synchronized.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[]? Include { get; set; }

    /// <summary>Wildcards: matching files and objects are ignored.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[]? Exclude { get; set; }

    /// <summary>A share of the keys, such as 3/16 for the third of sixteen: all others are left to other machines.</summary>
    [Parameter]
    [Shard]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string? Shard { get; set; }

    /// <summary>What to do with links in the folder.</summary>
    [Parameter(ParameterSetName = UploadSet)]
    [Parameter(ParameterSetName = DownloadSet)]
    [ValidateSet(LinkChoice.Skip, LinkChoice.Follow, LinkChoice.Error)]
    public string Link { get; set; } = LinkChoice.Skip;

    /// <summary>Allows an empty source to empty the destination with -Delete, and replaces and deletes read-only files.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Keeps the modification times of transferred files, in the metadata mtime of their objects. Times are not compared.</summary>
    [Parameter(ParameterSetName = UploadSet)]
    [Parameter(ParameterSetName = DownloadSet)]
    public SwitchParameter PreserveTime { get; set; }

    /// <summary>The message of the commit at the end; by default nothing is committed.</summary>
    [Parameter(ParameterSetName = UploadSet)]
    [Parameter(ParameterSetName = CopySet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string? CommitMessage { get; set; }

    /// <summary>The commit's metadata: names and texts.</summary>
    [Parameter(ParameterSetName = UploadSet)]
    [Parameter(ParameterSetName = CopySet)]
    public IDictionary? CommitMetadata { get; set; }

    private TransferPump Pump => _pump ??=
        new TransferPump(this, ActiveConnection, "Synchronizing", "transferred", writesResults: true)
        {
            Unverified = ParameterSetName == UploadSet ? null : _unverified,
            ResultOf = outcome => ((SyncAction)outcome.Target).ToResult(outcome.Result),
        };

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        CheckParameters();
        _links = new LinkChoice(Link);
        _deletions = new SyncDeletions(this);
        _transfers = new SyncTransfers(this, ActiveConnection.DescribeServers(), () => Pump, _deletions, IsWhatIf ? new SyncPlan(this) : null);
        _commit = FinalCommit.Of(this, ActiveConnection, CommitMessage, CommitMetadata);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _commit!.Guard(() => Attempt(Folder ?? Prefix, () =>
    {
        _brokenPlans++;
        LakeSync sync = Open();
        _syncs.Add(sync);
        _transfers!.Run(sync);
        _brokenPlans--;
    }));

    /// <inheritdoc/>
    protected override void EndProcessing() => _commit!.Guard(() =>
    {
        _pump?.Finish();
        bool succeeded = _brokenPlans == 0 && _pump is not { Failed: > 0 };
        _pump?.Dispose();
        _pump = null;
        foreach (LakeSync sync in _syncs)
        {
            Attempt(Folder ?? Prefix, () => _deletions!.Run(sync, succeeded));
            Attempt(Folder ?? Prefix, () => _transfers!.TransferWaiting(sync));
        }

        // Transfers that waited for deletions have started a new pump.
        _pump?.Finish();
        WarnOfPassedOver(_links);
        _unverified.WarnBy(this);
        _commit.Commit(writesCommits: true);
    });

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _pump?.Dispose();
            _syncs.ForEach(sync => sync.Dispose());
        }

        base.Dispose(disposing);
    }

    private void CheckParameters()
    {
        if (Delete && (ParameterSetName == UploadSet ? KeyPrefix : Prefix) is null)
        {
            LakeS3Exception error = CmdletErrors.PrefixMissing(ParameterSetName == UploadSet ? nameof(KeyPrefix) : nameof(Prefix));
            ThrowTerminatingError(LakeErrorRecord.From(error, null));
        }
    }

    private LakeSync Open()
    {
        switch (ParameterSetName)
        {
            case UploadSet:
                ObjectAddress target = ResolvePrefix(Whole(KeyPrefix), nameof(KeyPrefix));
                _commit!.NoteTarget(target);
                return LakeSync.Upload(ActiveConnection, LocalPath(Folder), target, OptionsFor(target));
            case DownloadSet:
                ObjectAddress prefix = ResolvePrefix(Whole(Prefix));
                return LakeSync.Download(ActiveConnection, prefix, LocalPath(DestinationFolder), OptionsFor(prefix));
            default:
                ObjectAddress source = ResolvePrefix(Whole(Prefix));
                ObjectAddress destination = ResolveDestination(source);
                _commit!.NoteTarget(destination);
                return LakeSync.Copy(ActiveConnection, source, destination, OptionsFor(source));
        }
    }

    private SyncOptions OptionsFor(ObjectAddress prefix)
    {
        ObjectFilter filter = new(Include, Exclude) { Shard = KeyShard.Parse(Shard), KeyPrefix = prefix.Key };
        WarnOfImpossible(filter);
        return new SyncOptions
        {
            Filter = filter.Accepts,
            FolderFilter = filter.Enters,
            Delete = Delete,
            Force = Force,
            Links = _links!.Rule,
            PreserveTime = PreserveTime,
            PlansOnly = IsWhatIf,
            PassedOver = _links.PassedOver,
        };
    }

    private ObjectAddress ResolveDestination(ObjectAddress source) => ActiveConnection.ResolvePrefix(
        new ObjectName
        {
            Repository = DestinationRepository,
            Ref = DestinationRef,
            BucketName = DestinationBucketName,
            Key = Whole(DestinationPrefix),
            LiteralKey = DestinationPrefix is null ? source.Key : null,
        },
        source);
}
