using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using LakeFS.S3.PowerShell.Commands.Base;

namespace LakeFS.S3.PowerShell.Commands.Sync;

/// <summary>What Sync-LakeFolder -WhatIf writes: an object for each action, and their sum.</summary>
/// <param name="cmdlet">The cmdlet that writes them.</param>
internal sealed class SyncPlan(LakeCmdlet cmdlet)
{
    private readonly SortedDictionary<SyncActionKind, (long Count, long Bytes)> _sums = [];

    /// <summary>Writes an action that would run.</summary>
    public void Add(SyncAction action)
    {
        (long count, long bytes) = _sums.TryGetValue(action.Kind, out (long Count, long Bytes) sum) ? sum : default;
        _sums[action.Kind] = (count + 1, bytes + action.Size);
        cmdlet.WriteObject(action.ToPlan());
    }

    /// <summary>Shows the sum where PowerShell shows what a command would do.</summary>
    /// <param name="sync">The sync, all of whose actions were added.</param>
    public void ShowSum(LakeSync sync)
    {
        IEnumerable<string> sums = _sums.Select(sum => string.Format(
            CultureInfo.CurrentCulture, "{0} {1:N0} ({2})", sum.Key, sum.Value.Count, ByteSize.Format(sum.Value.Bytes)));
        string unchanged = string.Format(CultureInfo.CurrentCulture, "{0:N0} unchanged", sync.UnchangedCount);
        cmdlet.ShouldProcess(sync.TargetName, string.Join(", ", sums.Append(unchanged)));
        _sums.Clear();
    }
}
