using System;
using System.Diagnostics;
using System.Management.Automation;
using System.Threading;

namespace LakeFS.S3.PowerShell;

/// <summary>How far one transfer is: told by the engine from any thread, shown by the cmdlet from its own.</summary>
internal sealed class TransferProgress : IProgress<long>
{
    private readonly string _activity;
    private readonly long? _total;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private long _bytes;

    public TransferProgress(string activity, long? total)
    {
        _activity = activity;
        _total = total;
    }

    /// <summary>How long to wait between two looks: at most ten a second.</summary>
    public static TimeSpan Interval { get; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Whether anything was shown that has to be taken away.</summary>
    public bool WasShown { get; private set; }

    public void Report(long value) => Interlocked.Exchange(ref _bytes, value);

    /// <summary>What to show now.</summary>
    public ProgressRecord Sample()
    {
        WasShown = true;
        long bytes = Interlocked.Read(ref _bytes);
        double rate = bytes / Math.Max(_watch.Elapsed.TotalSeconds, 0.001);
        ProgressRecord record = new(0, _activity, $"{ByteSize.Format(bytes)}{(_total is null ? string.Empty : " of " + ByteSize.Format(_total.Value))}, {ByteSize.Format((long)rate)}/s");
        if (_total is > 0)
        {
            record.PercentComplete = (int)Math.Min(100, bytes * 100 / _total.Value);
            record.SecondsRemaining = rate > 0 ? (int)Math.Min(int.MaxValue, (_total.Value - bytes) / rate) : -1;
        }

        return record;
    }

    /// <summary>What takes it away.</summary>
    public ProgressRecord Done() => new(0, _activity, "Done") { RecordType = ProgressRecordType.Completed };
}
