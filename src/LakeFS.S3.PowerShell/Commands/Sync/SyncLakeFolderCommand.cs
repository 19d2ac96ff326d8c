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

/// <summary>Makes a local folder and a prefix of a ref equal, or two prefixes, and transfers only what differs.</summary>
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

    /// <summary>The folder whose files are sent.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = UploadSet)]
    public string? Folder { get; set; }

    /// <summary>The prefix that is made equal to the folder; the whole branch where left out, or where it is a slash alone.</summary>
    [Parameter(Position = 1, ParameterSetName = UploadSet)]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string? KeyPrefix { get; set; }

    /// <summary>The prefix whose objects are fetched or copied; the whole ref where left out, or where it is a slash alone.</summary>
    [Parameter(ParameterSetName = DownloadSet)]
    [Parameter(ParameterSetName = CopySet)]
    [Parameter(ParameterSetName = CopyToBucketSet)]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string? Prefix { get; set; }

    /// <summary>The folder that is made equal to the prefix.</summary>
    [Parameter(Mandatory = true, ParameterSetName = DownloadSet)]
    public string? DestinationFolder { get; set; }

    /// <summary>The branch that is made equal to the source.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CopySet)]
    [ArgumentCompleter(typeof(RefCompleter))]
    public string? DestinationRef { get; set; }

    /// <summary>The repository of that branch; the source's where left out.</summary>
    [Parameter(ParameterSetName = CopySet)]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    public string? DestinationRepository { get; set; }

    /// <summary>The bucket that is made equal to the source, where objects are named by bucket and key.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CopyToBucketSet)]
    public string? DestinationBucketName { get; set; }

    /// <summary>The prefix in that branch or bucket; the source's where left out, all of it where it is a slash alone.</summary>
    [Parameter(ParameterSetName = CopySet)]
    [Parameter(ParameterSetName = CopyToBucketSet)]
    public string? DestinationPrefix { get; set; }

    /// <summary>Deletes what the source does not have.</summary>
    [Parameter]
    public SwitchParameter Delete { get; set; }

    /// <summary>Wildcards: only what matches one concerns the command.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[]? Include { get; set; }

    /// <summary>Wildcards: what matches one does not concern the command.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[]? Exclude { get; set; }

    /// <summary>What becomes of links in the folder.</summary>
    [Parameter(ParameterSetName = UploadSet)]
    [Parameter(ParameterSetName = DownloadSet)]
    [ValidateSet(LinkChoice.Skip, LinkChoice.Follow, LinkChoice.Error)]
    public string Link { get; set; } = LinkChoice.Skip;

    /// <summary>Lets an empty source empty the destination with -Delete, and replaces and deletes read-only files.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>What the commit says that ends the command; none is made where left out.</summary>
    [Parameter(ParameterSetName = UploadSet)]
    [Parameter(ParameterSetName = CopySet)]
    [ValidateNotNullOrEmpty]
    public string? CommitMessage { get; set; }

    /// <summary>Names and texts kept with the commit.</summary>
    [Parameter(ParameterSetName = UploadSet)]
    [Parameter(ParameterSetName = CopySet)]
    public IDictionary? CommitMetadata { get; set; }

    private TransferPump Pump => _pump ??=
        new TransferPump(this, ActiveConnection, $"Synchronizing at {ActiveConnection.DescribeServers()}", "transferred", writesResults: true)
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
        _transfers = new SyncTransfers(this, ActiveConnection.DescribeServers(), () => Pump, _deletions);
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

        // There is one again where something waited for deletions.
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
        LakeS3Exception? error = EmptyParameter();
        if (error is null && Delete && (ParameterSetName == UploadSet ? KeyPrefix : Prefix) is null)
        {
            error = CmdletErrors.PrefixMissing(ParameterSetName == UploadSet ? nameof(KeyPrefix) : nameof(Prefix));
        }

        if (error is not null)
        {
            ThrowTerminatingError(LakeErrorRecord.From(error, null));
        }
    }

    private LakeSync Open()
    {
        ObjectFilter filter = new(Include, Exclude);
        WarnOfImpossible(filter);
        SyncOptions options = new()
        {
            Filter = filter.Accepts,
            FolderFilter = filter.Enters,
            Delete = Delete,
            Force = Force,
            Links = _links!.Rule,
            PlansOnly = IsWhatIf,
            PassedOver = _links.PassedOver,
        };
        switch (ParameterSetName)
        {
            case UploadSet:
                ObjectAddress target = ResolvePrefix(Whole(KeyPrefix));
                _commit!.NoteTarget(target);
                return LakeSync.Upload(ActiveConnection, LocalPath(Folder), target, options);
            case DownloadSet:
                return LakeSync.Download(ActiveConnection, ResolvePrefix(Whole(Prefix)), LocalPath(DestinationFolder), options);
            default:
                ObjectAddress source = ResolvePrefix(Whole(Prefix));
                ObjectAddress destination = ResolveDestination(source);
                _commit!.NoteTarget(destination);
                return LakeSync.Copy(ActiveConnection, source, destination, options);
        }
    }

    // A slash alone says everything, which nothing and an empty text do not.
    private static string? Whole(string? prefix) => prefix == "/" ? string.Empty : prefix;

    private ObjectAddress ResolveDestination(ObjectAddress source) => ActiveConnection.ResolvePrefix(
        new ObjectName
        {
            Repository = DestinationRepository,
            Ref = DestinationRef,
            BucketName = DestinationBucketName,
            Key = Whole(DestinationPrefix) ?? source.Key,
        },
        source);
}
