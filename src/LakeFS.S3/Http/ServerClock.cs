using System;
using System.Threading;

namespace LakeFS.S3.Http;

/// <summary>The time by which a connection signs: this machine's, corrected when the server refuses a request because of it.</summary>
internal sealed class ServerClock
{
    // A server that could set this clock at will would get signatures that are valid years from now.
    private static readonly TimeSpan MaxOffset = TimeSpan.FromDays(1);

    // Answers name whole seconds, and may have been under way for a while.
    private static readonly TimeSpan MinCorrection = TimeSpan.FromMinutes(1);

    private long _offset;

    /// <summary>The server's time, UTC.</summary>
    public DateTime Now => DateTime.UtcNow + TimeSpan.FromTicks(Interlocked.Read(ref _offset));

    /// <summary>Corrects the time by what the server said of its own.</summary>
    /// <param name="serverTime">The server's time; null where it did not say.</param>
    /// <returns>True if the correction is worth another try; false where nothing changed or the difference is not believable.</returns>
    public bool Learn(DateTimeOffset? serverTime)
    {
        if (serverTime is null)
        {
            return false;
        }

        DateTime now = DateTime.UtcNow;
        TimeSpan offset = serverTime.Value.UtcDateTime - now;
        if (offset.Duration() > MaxOffset || (offset - TimeSpan.FromTicks(Interlocked.Read(ref _offset))).Duration() < MinCorrection)
        {
            return false;
        }

        Interlocked.Exchange(ref _offset, offset.Ticks);
        return true;
    }
}
