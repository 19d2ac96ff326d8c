using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation;
using System.Threading.Tasks;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Commands.Parameters;
using LakeFS.S3.PowerShell.Commands.Sync;
using LakeFS.S3.PowerShell.Commands.Transfers;
using LakeFS.S3.PowerShell.Completion;

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
    private SyncDeletions? _deletions;
    private FinalCommit? _commit;
    private TransferPump? _pump;
    private int _brokenPlans;

    /// <summary>The folder whose files are sent.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = UploadSet)]
    public string? Folder { get; set; }

    /// <summary>The prefix that is made equal to the folder; the whole branch where left out.</summary>
    [Parameter(Position = 1, ParameterSetName = UploadSet)]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string? KeyPrefix { get; set; }

    /// <summary>The prefix whose objects are fetched or copied; empty for the whole ref.</summary>
    [Parameter(Mandatory = true, ParameterSetName = DownloadSet)]
    [Parameter(Mandatory = true, ParameterSetName = CopySet)]
    [Parameter(Mandatory = true, ParameterSetName = CopyToBucketSet)]
    [AllowEmptyString]
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

    /// <summary>The prefix in that branch or bucket; the source's where left out.</summary>
    [Parameter(ParameterSetName = CopySet)]
    [Parameter(ParameterSetName = CopyToBucketSet)]
    [AllowEmptyString]
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
            ResultOf = outcome => ((SyncAction)outcome.Target).ToResult(outcome.Result),
        };

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _deletions = new SyncDeletions(this);
        _commit = FinalCommit.Of(this, ActiveConnection, CommitMessage, CommitMetadata);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _commit!.Guard(() => Attempt(Folder ?? Prefix, () =>
    {
        _brokenPlans++;
        LakeSync sync = Open();
        _syncs.Add(sync);
        Run(sync);
        _brokenPlans--;
    }));

    /// <inheritdoc/>
    protected override void EndProcessing() => _commit!.Guard(() =>
    {
        _pump?.Finish();
        foreach (LakeSync sync in _syncs)
        {
            Attempt(Folder ?? Prefix, () => _deletions!.Run(sync, succeeded: _brokenPlans == 0 && _pump is not { Failed: > 0 }));
        }

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

    private LakeSync Open()
    {
        SyncOptions options = new() { Filter = new ObjectFilter(Include, Exclude).Accepts, Delete = Delete, Force = Force };
        switch (ParameterSetName)
        {
            case UploadSet:
                ObjectAddress target = ResolvePrefix(KeyPrefix);
                _commit!.NoteTarget(target);
                return LakeSync.Upload(ActiveConnection, GetUnresolvedProviderPathFromPSPath(Folder), target, options);
            case DownloadSet:
                return LakeSync.Download(ActiveConnection, ResolvePrefix(Prefix), GetUnresolvedProviderPathFromPSPath(DestinationFolder), options);
            default:
                ObjectAddress source = ResolvePrefix(Prefix);
                ObjectAddress destination = ResolveDestination(source);
                _commit!.NoteTarget(destination);
                return LakeSync.Copy(ActiveConnection, source, destination, options);
        }
    }

    private ObjectAddress ResolveDestination(ObjectAddress source) => ActiveConnection.ResolvePrefix(
        new ObjectName
        {
            Repository = DestinationRepository,
            Ref = DestinationRef,
            BucketName = DestinationBucketName,
            Key = DestinationPrefix ?? source.Key,
        },
        source);

    private void Run(LakeSync sync)
    {
        WriteVerbose($"Comparing {sync.SourceName} with {sync.TargetName} at {ActiveConnection.DescribeServers()}.");
        IAsyncEnumerator<SyncStep> steps = sync.PlanAsync(StopToken).GetAsyncEnumerator(StopToken);
        try
        {
            while (MoveNext(steps))
            {
                if (steps.Current is SyncAction action)
                {
                    Start(sync, action);
                }
                else if (steps.Current is SyncFailure failure)
                {
                    Pump.Wait(Pump.AddFailureAsync(failure.Target, failure.Error).AsTask());
                }
            }
        }
        finally
        {
            steps.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }

        WriteVerbose(string.Format(CultureInfo.CurrentCulture, "{0:N0} were unchanged.", sync.UnchangedCount));
        if (sync.SourceCount == 0)
        {
            WriteWarning($"There is nothing in {sync.SourceName}.");
        }
    }

    private bool MoveNext(IAsyncEnumerator<SyncStep> steps)
    {
        ValueTask<bool> next = steps.MoveNextAsync();
        if (next.IsCompletedSuccessfully)
        {
            return next.Result;
        }

        Task<bool> waited = next.AsTask();
        Pump.Wait(waited);
        return waited.GetAwaiter().GetResult();
    }

    private void Start(LakeSync sync, SyncAction action)
    {
        if (action.Kind == SyncActionKind.Delete)
        {
            _deletions!.Note(sync, action);
        }
        else if (ShouldTransfer(action))
        {
            Pump.Enqueue(action, action.Size, (progress, stop) => sync.TransferAsync(action, progress, stop));
        }
    }

    private bool ShouldTransfer(SyncAction action) => action.Kind switch
    {
        SyncActionKind.Upload => ShouldProcess(action.Address.Uri, $"Upload '{action.Path}'"),
        SyncActionKind.Download => ShouldProcess(action.Path, $"Download {action.Address.Uri}"),
        _ => ShouldProcess($"{action.Source!.Uri} to {action.Address.Uri}", "Copy"),
    };
}
