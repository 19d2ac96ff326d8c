using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Commands.Transfers;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell.Commands.Sync;

/// <summary>The deletions of Sync-LakeFolder: confirmed during planning, executed after everything else has succeeded.</summary>
internal sealed class SyncDeletions
{
    private readonly LakeCmdlet _cmdlet;
    private bool _yesToAll;
    private bool _noToAll;

    public SyncDeletions(LakeCmdlet cmdlet)
    {
        _cmdlet = cmdlet;
    }

    // If every action is confirmed anyway, deletions are not confirmed twice.
    private bool AsksBeforeDeletion =>
        !_cmdlet.MyInvocation.BoundParameters.ContainsKey("Confirm")
        && LanguagePrimitives.TryConvertTo(_cmdlet.GetVariableValue("ConfirmPreference"), out ConfirmImpact preference)
        && preference == ConfirmImpact.High;

    /// <summary>Records a planned deletion for execution at the end, if the user confirms it.</summary>
    public void Note(LakeSync sync, SyncAction action)
    {
        if (_cmdlet.ShouldProcess(action.ToString(), "Delete") && IsConfirmed(action))
        {
            sync.NoteDeletion(action);
        }
    }

    /// <summary>Executes the recorded deletions, or reports why not.</summary>
    /// <param name="sync">The sync that planned them.</param>
    /// <param name="succeeded">Whether everything else succeeded. Otherwise the objects to delete may be the only copies of
    /// what could not be transferred.</param>
    public void Run(LakeSync sync, bool succeeded)
    {
        if (sync.DeletionCount == 0)
        {
            return;
        }

        if (!succeeded)
        {
            _cmdlet.WriteWarning(string.Format(
                CultureInfo.CurrentCulture, "Nothing was deleted, because not everything succeeded: {0:N0} deletions are left for the next run.", sync.DeletionCount));
            return;
        }

        long deleted = 0;
        long failed = 0;
        SyncFailure? end = null;
        foreach (IReadOnlyList<SyncStep> batch in _cmdlet.Await(sync.DeleteInBatchesAsync(_cmdlet.StopToken)))
        {
            foreach (SyncStep step in batch)
            {
                if (step is SyncAction action)
                {
                    deleted++;
                    _cmdlet.WriteObject(action.ToResult(transfer: null));
                }
                else if (step is SyncFailure failure)
                {
                    failed++;
                    end ??= LakeErrorRecord.EndsPipeline(failure.Error) ? failure : null;
                    if (!LakeErrorRecord.EndsPipeline(failure.Error))
                    {
                        _cmdlet.ReportAndGoOn(failure.Error, failure.Target);
                    }
                }
            }

            if (end is not null)
            {
                _cmdlet.WarnOfEarlyEnd("deleted", deleted, failed, sync.DeletionCount - deleted - failed);
                _cmdlet.Report(end.Error, end.Target);
            }
        }

        if (failed > 0)
        {
            _cmdlet.WriteWarning(string.Format(CultureInfo.CurrentCulture, "{0:N0} of {1:N0} were not deleted.", failed, sync.DeletionCount));
        }
    }

    private bool IsConfirmed(SyncAction action) =>
        !AsksBeforeDeletion || _cmdlet.ShouldContinue($"{action} is not in the source. Delete it?", "Sync-LakeFolder -Delete", ref _yesToAll, ref _noToAll);
}
