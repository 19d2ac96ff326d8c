using System.Globalization;
using System.Management.Automation;
using LakeFS.S3.PowerShell.Commands.Base;

namespace LakeFS.S3.PowerShell.Commands.Sync;

/// <summary>The deletions of Sync-LakeFolder: confirmed while it plans, done once everything else has succeeded.</summary>
internal sealed class SyncDeletions
{
    private readonly LakeCmdlet _cmdlet;
    private bool _yesToAll;
    private bool _noToAll;

    public SyncDeletions(LakeCmdlet cmdlet)
    {
        _cmdlet = cmdlet;
    }

    // Where each action is confirmed anyway, a deletion is not asked about twice.
    private bool AsksBeforeDeletion =>
        !_cmdlet.MyInvocation.BoundParameters.ContainsKey("Confirm")
        && LanguagePrimitives.TryConvertTo(_cmdlet.GetVariableValue("ConfirmPreference"), out ConfirmImpact preference)
        && preference == ConfirmImpact.High;

    /// <summary>Notes a planned deletion for the end, if the user wants it.</summary>
    public void Note(LakeSync sync, SyncAction action)
    {
        if (_cmdlet.ShouldProcess(action.ToString(), "Delete") && IsConfirmed(action))
        {
            sync.NoteDeletion(action);
        }
    }

    /// <summary>Does the deletions that were noted, or says why not.</summary>
    /// <param name="sync">The sync they were noted for.</param>
    /// <param name="succeeded">Whether everything else went well. If not, what would be deleted may be the only copy of what could not be read or sent.</param>
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

        long failed = 0;
        foreach (SyncStep step in _cmdlet.Await(sync.DeleteAsync(_cmdlet.StopToken)))
        {
            if (step is SyncFailure failure)
            {
                failed++;
                _cmdlet.Report(failure.Error, failure.Target);
            }
            else
            {
                _cmdlet.WriteObject(((SyncAction)step).ToResult(transfer: null));
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
