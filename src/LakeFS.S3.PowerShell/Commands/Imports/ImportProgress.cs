using System;
using System.Globalization;
using System.Management.Automation;
using LakeFS.S3.PowerShell.Commands.Progress;

namespace LakeFS.S3.PowerShell.Commands.Imports;

/// <summary>The progress of an import as last reported by the server, which does not report the total.</summary>
internal sealed class ImportProgress : IProgress<LakeImport>, IShownProgress
{
    private readonly string _activity;
    private volatile LakeImport? _last;

    /// <param name="activity">The text above the count.</param>
    public ImportProgress(string activity)
    {
        _activity = activity;
    }

    /// <inheritdoc/>
    public bool IsDue => true;

    /// <inheritdoc/>
    public bool Stays => false;

    /// <inheritdoc/>
    public void Report(LakeImport value) => _last = value;

    /// <inheritdoc/>
    public ProgressRecord Sample() =>
        new(0, _activity, string.Format(CultureInfo.CurrentCulture, "{0:N0} objects", _last?.ObjectCount ?? 0));

    /// <inheritdoc/>
    public ProgressRecord Done() => new(0, _activity, "Done") { RecordType = ProgressRecordType.Completed };
}
