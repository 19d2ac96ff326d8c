using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using LakeFS.S3.PowerShell.Commands.Base;

namespace LakeFS.S3.PowerShell.Commands.Changes;

/// <summary>Counts the changes that a cmdlet writes, for a line below them.</summary>
internal sealed class ChangeSummary
{
    private readonly SortedDictionary<LakeChangeType, long> _counts = [];
    private long _bytes;

    /// <summary>Counts a change.</summary>
    public void Add(LakeChange change)
    {
        _counts[change.Type] = (_counts.TryGetValue(change.Type, out long count) ? count : 0) + 1;
        _bytes += change.Type == LakeChangeType.Removed ? 0 : change.Size ?? 0;
    }

    /// <summary>Shows the line, if the changes are shown too.</summary>
    /// <param name="cmdlet">The cmdlet that wrote the changes.</param>
    public void ShowBy(LakeCmdlet cmdlet) => cmdlet.ShowSummary(_counts.Count == 0 ? "No changes." : string.Format(
        CultureInfo.CurrentCulture,
        "{0}; {1} added or changed.",
        string.Join(", ", _counts.Select(count => string.Format(CultureInfo.CurrentCulture, "{0:N0} {1}", count.Value, NameOf(count.Key)))),
        ByteSize.Format(_bytes)));

    private static string NameOf(LakeChangeType type) => type == LakeChangeType.Conflict ? "in conflict" : type.ToString().ToLowerInvariant();
}
