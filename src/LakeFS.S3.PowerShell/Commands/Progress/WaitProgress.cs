using System;
using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;

namespace LakeFS.S3.PowerShell.Commands.Progress;

/// <summary>The display of a wait without other progress. It appears only if the server takes its time.</summary>
/// <param name="activity">The text above: the cmdlet's name.</param>
internal sealed class WaitProgress(string activity) : IShownProgress
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private TimeSpan _next = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public bool IsDue => _watch.Elapsed >= _next;

    /// <inheritdoc/>
    public bool Stays => false;

    /// <inheritdoc/>
    public ProgressRecord Sample()
    {
        _next = _watch.Elapsed + Interval;
        string text = string.Format(CultureInfo.CurrentCulture, "Waiting for the server for {0:0} s", _watch.Elapsed.TotalSeconds);
        return new ProgressRecord(0, activity, text);
    }

    /// <inheritdoc/>
    public ProgressRecord Done() => new(0, activity, "Done") { RecordType = ProgressRecordType.Completed };
}
