using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation;
using System.Threading.Tasks;
using LakeFS.S3.PowerShell.Commands;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell;

/// <summary>Makes a local folder and a prefix of a ref equal, or two prefixes, and transfers only what differs.</summary>
[Cmdlet(VerbsData.Sync, "LakeFolder", SupportsShouldProcess = true, DefaultParameterSetName = UploadSet)]
[OutputType("LakeFS.S3.LakeSyncResult", "LakeFS.S3.LakeCommit")]
public sealed class SyncLakeFolderCommand : CommittingCmdlet
{
    private const string UploadSet = "Upload";
    private const string DownloadSet = "Download";
    private const string CopySet = "Copy";
    private const string CopyToBucketSet = "CopyToBucket";

    private readonly List<LakeSync> _syncs = [];
    private int _brokenPlans;
    private bool _yesToAll;
    private bool _noToAll;

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
    [ValidateSet(LinkRule.Skip, LinkRule.Follow, LinkRule.Error)]
    public string Link { get; set; } = LinkRule.Skip;

    /// <summary>Lets an empty source empty the destination with -Delete, and replaces and deletes read-only files.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    [Parameter(ParameterSetName = UploadSet)]
    [Parameter(ParameterSetName = CopySet)]
    [ValidateNotNullOrEmpty]
    public override string? CommitMessage { get; set; }

    /// <inheritdoc/>
    [Parameter(ParameterSetName = UploadSet)]
    [Parameter(ParameterSetName = CopySet)]
    public override IDictionary? CommitMetadata { get; set; }

    private protected override bool WritesResults => true;

    private protected override string Activity => $"Synchronizing at {Via.DescribeServers()}";

    private protected override string Done => "transferred";

    // Where each action is confirmed anyway, a deletion is not asked about twice.
    private bool AsksBeforeDeletion =>
        !MyInvocation.BoundParameters.ContainsKey("Confirm")
        && LanguagePrimitives.TryConvertTo(GetVariableValue("ConfirmPreference"), out ConfirmImpact preference)
        && preference == ConfirmImpact.High;

    private protected override void WriteRecord() => Attempt(Folder ?? Prefix, () =>
    {
        _brokenPlans++;
        LakeSync sync = Open();
        _syncs.Add(sync);
        Carry(sync);
        _brokenPlans--;
    });

    private protected override void CheckParameters()
    {
        RequireGivenValues();
        if (Delete && (ParameterSetName == UploadSet ? KeyPrefix : Prefix) is null)
        {
            throw CmdletErrors.PrefixMissing(ParameterSetName == UploadSet ? nameof(KeyPrefix) : nameof(Prefix));
        }
    }

    private protected override void EndWriting()
    {
        foreach (LakeSync sync in _syncs)
        {
            Attempt(Folder ?? Prefix, () =>
            {
                DeleteNoted(sync);
                foreach (SyncAction action in sync.ReadWaitingTransfers())
                {
                    Transfer(sync, action);
                }
            });
        }

        FinishTransfers();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _syncs.ForEach(sync => sync.Dispose());
        }
    }

    private protected override object ResultOf(LakeTransferOutcome outcome) => ((SyncAction)outcome.Target).ToResult(outcome.Result);

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
            Links = LinkRule.Parse(Link),
            PlansOnly = IsWhatIf,
            PassedOver = PassedOver,
        };
        switch (ParameterSetName)
        {
            case UploadSet:
                ObjectAddress target = ResolvePrefix(Whole(KeyPrefix));
                WillCommit(target);
                return LakeSync.Upload(Via, LocalPath(Folder), target, options);
            case DownloadSet:
                return LakeSync.Download(Via, ResolvePrefix(Whole(Prefix)), LocalPath(DestinationFolder), options);
            default:
                ObjectAddress source = ResolvePrefix(Whole(Prefix));
                ObjectAddress destination = ResolveDestination(source);
                WillCommit(destination);
                return LakeSync.Copy(Via, source, destination, options);
        }
    }

    // A slash alone says everything, which nothing and an empty text do not.
    private static string? Whole(string? prefix) => prefix == "/" ? string.Empty : prefix;

    private ObjectAddress ResolveDestination(ObjectAddress source) => Via.ResolvePrefix(
        new ObjectName
        {
            Repository = DestinationRepository,
            Ref = DestinationRef,
            BucketName = DestinationBucketName,
            Key = Whole(DestinationPrefix) ?? source.Key,
        },
        source);

    private void Carry(LakeSync sync)
    {
        WriteVerbose($"Comparing {sync.SourceName} with {sync.TargetName} at {Via.DescribeServers()}.");
        IAsyncEnumerator<SyncStep> steps = sync.PlanAsync(StopToken).GetAsyncEnumerator(StopToken);
        try
        {
            while (MovesOn(steps))
            {
                if (steps.Current is SyncAction action)
                {
                    Start(sync, action);
                }
                else if (steps.Current is SyncFailure failure)
                {
                    WaitWriting(AddFailureAsync(failure.Target, failure.Error).AsTask());
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

    private bool MovesOn(IAsyncEnumerator<SyncStep> steps)
    {
        ValueTask<bool> next = steps.MoveNextAsync();
        if (next.IsCompletedSuccessfully)
        {
            return next.Result;
        }

        Task<bool> waited = next.AsTask();
        WaitWriting(waited);
        return waited.GetAwaiter().GetResult();
    }

    private void Start(LakeSync sync, SyncAction action)
    {
        if (action.Kind == SyncActionKind.Delete)
        {
            if (ShouldProcess(action.ToString(), "Delete") && ConfirmsDeletion(action))
            {
                sync.NoteDeletion(action);
            }
        }
        else if (ShouldTransfer(action))
        {
            if (action.WaitsForDeletions)
            {
                sync.NoteTransfer(action);
            }
            else
            {
                Transfer(sync, action);
            }
        }
    }

    private void Transfer(LakeSync sync, SyncAction action) =>
        Enqueue(action, action.Size, (progress, stop) => sync.TransferAsync(action, progress, stop));

    private bool ShouldTransfer(SyncAction action) => action.Kind switch
    {
        SyncActionKind.Upload => ShouldProcess(action.Address.Uri, $"Upload '{action.Path}'"),
        SyncActionKind.Download => ShouldProcess(action.Path, $"Download {action.Address.Uri}"),
        _ => ShouldProcess($"{action.Source!.Uri} to {action.Address.Uri}", "Copy"),
    };

    private bool ConfirmsDeletion(SyncAction action) =>
        !AsksBeforeDeletion || ShouldContinue($"{action} is not in the source. Delete it?", "Sync-LakeFolder -Delete", ref _yesToAll, ref _noToAll);

    private void DeleteNoted(LakeSync sync)
    {
        if (sync.DeletionCount == 0)
        {
            return;
        }

        if (Failed > 0 || _brokenPlans > 0)
        {
            // What could not be read or sent may be all that is left of what would be deleted.
            WriteWarning(string.Format(
                CultureInfo.CurrentCulture, "Nothing was deleted, because not everything went well: {0:N0} deletions are left for the next run.", sync.DeletionCount));
            return;
        }

        long failed = 0;
        foreach (SyncStep step in Await(sync.DeleteAsync(StopToken)))
        {
            if (step is SyncFailure failure)
            {
                failed++;
                Report(failure.Error, failure.Target);
            }
            else
            {
                WriteObject(((SyncAction)step).ToResult(transfer: null));
            }
        }

        if (failed > 0)
        {
            WriteWarning(string.Format(CultureInfo.CurrentCulture, "{0:N0} of {1:N0} were not deleted.", failed, sync.DeletionCount));
        }
    }
}
