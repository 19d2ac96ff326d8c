using System;
using System.Management.Automation;
using System.Threading.Tasks;
using LakeFS.S3.Http;
using LakeFS.S3.PowerShell.Commands.Progress;

namespace LakeFS.S3.PowerShell.Commands.Base;

/// <summary>
/// What a cmdlet shows while it waits: its progress, or after some seconds that it waits, and the requests and retries if
/// the verbose or debug stream is on. Requests run on other threads, but only the pipeline's thread may write.
/// </summary>
internal sealed class WaitDisplay
{
    private readonly LakeCmdlet _cmdlet;
    private readonly bool _isVerbose;
    private IShownProgress? _shown;

    /// <summary>Reads which streams are on.</summary>
    public WaitDisplay(LakeCmdlet cmdlet)
    {
        _cmdlet = cmdlet;
        _isVerbose = IsOn("Verbose");
        bool isDebug = IsOn("Debug");
        Trace = _isVerbose || isDebug ? new RequestTrace(isDebug) : null;
    }

    /// <summary>The trace of the cmdlet's requests; null if no stream is on.</summary>
    public RequestTrace? Trace { get; }

    /// <summary>Waits for the end of a task, however it ends.</summary>
    /// <param name="task">The task.</param>
    /// <param name="progress">The progress; null for only the time of a long wait.</param>
    public void Until(Task task, IShownProgress? progress)
    {
        WriteTrace();
        if (task.IsCompleted)
        {
            return;
        }

        IShownProgress due = progress ?? new WaitProgress(_cmdlet.MyInvocation.MyCommand.Name);
        while (!((IAsyncResult)task).AsyncWaitHandle.WaitOne(TransferProgress.Interval))
        {
            Update(due);
        }

        WriteTrace();
        if (progress is not { Stays: true })
        {
            Close();
        }
    }

    /// <summary>Shows what there is to show by now.</summary>
    /// <param name="progress">The progress.</param>
    public void Update(IShownProgress progress)
    {
        WriteTrace();
        if (progress.IsDue)
        {
            _shown = progress;
            Show(progress.Sample());
        }
    }

    /// <summary>Removes the progress, if it was shown.</summary>
    public void Close()
    {
        if (_shown is not null)
        {
            Show(_shown.Done());
            _shown = null;
        }
    }

    /// <summary>Writes what the trace has recorded, on the pipeline's thread.</summary>
    public void WriteTrace()
    {
        while (Trace is not null && !_cmdlet.StopToken.IsCancellationRequested && Trace.TryTake(out TraceEntry? entry))
        {
            if (entry!.IsRetry && _isVerbose)
            {
                _cmdlet.WriteVerbose(entry.Text);
            }
            else
            {
                _cmdlet.WriteDebug(entry.Text);
            }
        }
    }

    private bool IsOn(string stream)
    {
        if (_cmdlet.MyInvocation.BoundParameters.TryGetValue(stream, out object? given))
        {
            return LanguagePrimitives.IsTrue(given);
        }

        object? preference = _cmdlet.GetVariableValue(stream + "Preference");
        return LanguagePrimitives.TryConvertTo(preference, out ActionPreference action) && action is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);
    }

    private void Show(ProgressRecord record)
    {
        if (!_cmdlet.StopToken.IsCancellationRequested)
        {
            _cmdlet.WriteProgress(record);
        }
    }
}
