using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading.Tasks;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Commands.Transfers;

namespace LakeFS.S3.PowerShell.Commands.Sync;

/// <summary>The transfers of Sync-LakeFolder: started during planning, or after the deletions that they depend on.</summary>
internal sealed class SyncTransfers(LakeCmdlet cmdlet, string servers, Func<TransferPump> pump, SyncDeletions deletions, SyncPlan? plan)
{
    /// <summary>Compares, and starts transfers or records what to do later.</summary>
    public void Run(LakeSync sync)
    {
        cmdlet.WriteVerbose($"Comparing {sync.SourceName} with {sync.TargetName} at {servers}.");
        IAsyncEnumerator<SyncStep> steps = sync.PlanAsync(cmdlet.StopToken).GetAsyncEnumerator(cmdlet.StopToken);
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
                    pump().Wait(pump().AddFailureAsync(failure.Target, failure.Error).AsTask());
                }
            }
        }
        finally
        {
            steps.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }

        plan?.ShowSum(sync);
        cmdlet.WriteVerbose(string.Format(CultureInfo.CurrentCulture, "{0:N0} were unchanged.", sync.UnchangedCount));
        if (sync.SourceCount == 0)
        {
            cmdlet.WriteWarning($"There is nothing in {sync.SourceName}.");
        }
    }

    /// <summary>Starts the transfers that waited for deletions.</summary>
    public void TransferWaiting(LakeSync sync)
    {
        foreach (SyncAction action in sync.ReadWaitingTransfers())
        {
            Transfer(sync, action);
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
        pump().Wait(waited);
        return waited.GetAwaiter().GetResult();
    }

    private void Start(LakeSync sync, SyncAction action)
    {
        if (plan is not null)
        {
            plan.Add(action);
        }
        else if (action.Kind == SyncActionKind.Delete)
        {
            deletions.Note(sync, action);
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
        pump().Enqueue(action, action.Size, (progress, stop) => sync.TransferAsync(action, progress, stop));

    private bool ShouldTransfer(SyncAction action) => action.Kind switch
    {
        SyncActionKind.Upload => cmdlet.ShouldProcess(action.Address.Uri, $"Upload '{action.Path}'"),
        SyncActionKind.Download => cmdlet.ShouldProcess(action.Path!, $"Download {action.Address.Uri}"),
        _ => cmdlet.ShouldProcess($"{action.Source!.Uri} to {action.Address.Uri}", "Copy"),
    };
}
