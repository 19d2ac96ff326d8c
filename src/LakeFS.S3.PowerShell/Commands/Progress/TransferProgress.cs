using System;
using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using System.Threading;
using LakeFS.S3.Transfers.Common;

namespace LakeFS.S3.PowerShell.Commands.Progress;

/// <summary>The progress of transfers: reported by the engine on any thread, shown by the cmdlet on the pipeline's.</summary>
internal sealed class TransferProgress : IProgress<long>, ITransferSize, IShownProgress
{
    private readonly string _activity;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly Func<long>? _countEnded;
    private long _bytes;
    private long _expectedBytes;
    private long _expectedFiles;
    private TimeSpan _shown;

    /// <summary>Creates a progress of zero.</summary>
    /// <param name="activity">The text above the progress bar.</param>
    /// <param name="countEnded">The number of files that have ended; null for a single file.</param>
    public TransferProgress(string activity, Func<long>? countEnded = null)
    {
        _activity = activity;
        _countEnded = countEnded;
    }

    /// <summary>The minimum time between two updates: at most ten per second.</summary>
    public static TimeSpan Interval { get; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Whether the total is complete, so that a percentage can be shown.</summary>
    public bool IsTotalKnown { get; set; }

    /// <summary>Whether to count objects until content is transferred: most of the work is done on the server.</summary>
    public bool IsByServer { get; init; }

    /// <inheritdoc/>
    public bool IsDue => _watch.Elapsed - _shown >= Interval;

    /// <inheritdoc/>
    public bool Stays => IsByServer;

    /// <summary>Adds transferred bytes; a negative number subtracts them.</summary>
    public void Report(long value) => Interlocked.Add(ref _bytes, value);

    /// <summary>Adds a file to the total.</summary>
    public void ExpectFile() => Interlocked.Increment(ref _expectedFiles);

    /// <summary>Adds bytes to the total.</summary>
    public void Expect(long bytes) => Interlocked.Add(ref _expectedBytes, bytes);

    /// <summary>The progress for a transfer whose size is already in the total.</summary>
    public IProgress<long> OfKnownSize() => new KnownSize(this);

    /// <summary>The current progress.</summary>
    public ProgressRecord Sample()
    {
        _shown = _watch.Elapsed;
        long bytes = Interlocked.Read(ref _bytes);
        if (IsByServer && bytes == 0)
        {
            return SampleCount();
        }

        long expected = Interlocked.Read(ref _expectedBytes);
        double rate = bytes / Math.Max(_shown.TotalSeconds, 0.001);
        bool isPart = IsTotalKnown && expected > 0;
        long count = Interlocked.Read(ref _expectedFiles);
        string files = _countEnded is null || (count == 1 && IsTotalKnown)
            ? string.Empty
            : string.Format(CultureInfo.CurrentCulture, "{0:N0} of {1:N0}{2} files, ", _countEnded(), count, IsTotalKnown ? string.Empty : "+");
        ProgressRecord record = new(
            0, _activity, $"{files}{ByteSize.Format(bytes)}{(isPart ? " of " + ByteSize.Format(expected) : string.Empty)}, {ByteSize.Format((long)rate)}/s");
        return isPart ? WithPart(record, bytes, expected, rate) : record;
    }

    private ProgressRecord SampleCount()
    {
        long count = _countEnded!();
        long expected = Interlocked.Read(ref _expectedFiles);
        double rate = count / Math.Max(_shown.TotalSeconds, 0.001);
        ProgressRecord record = new(
            0, _activity, string.Format(CultureInfo.CurrentCulture, "{0:N0} of {1:N0}{2} objects, {3:N0}/s", count, expected, IsTotalKnown ? string.Empty : "+", rate));
        return IsTotalKnown && expected > 0 ? WithPart(record, count, expected, rate) : record;
    }

    private static ProgressRecord WithPart(ProgressRecord record, long done, long expected, double rate)
    {
        record.PercentComplete = (int)Math.Max(0, Math.Min(100, done * 100.0 / expected));
        record.SecondsRemaining = rate > 0 ? (int)Math.Max(0, Math.Min(int.MaxValue, (expected - done) / rate)) : -1;
        return record;
    }

    /// <summary>The record that removes the progress display.</summary>
    public ProgressRecord Done() => new(0, _activity, "Done") { RecordType = ProgressRecordType.Completed };

    private sealed class KnownSize : IProgress<long>
    {
        private readonly TransferProgress _whole;

        public KnownSize(TransferProgress whole)
        {
            _whole = whole;
        }

        public void Report(long value) => _whole.Report(value);
    }
}
