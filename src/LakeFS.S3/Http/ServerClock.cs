using System;
using System.Threading;

namespace LakeFS.S3.Http;

/// <summary>
/// The time used for a connection's signatures: the machine's, corrected when the server rejects a request because of it.
/// </summary>
internal sealed class ServerClock
{
    // A server that could set the clock freely could obtain signatures that are valid years from now.
    private static readonly TimeSpan MaxOffset = TimeSpan.FromDays(1);

    // The Date header is in whole seconds, and the response may have been delayed.
    private static readonly TimeSpan MinCorrection = TimeSpan.FromMinutes(1);

    private long _offset;

    /// <summary>The server's time in UTC.</summary>
    public DateTime Now => DateTime.UtcNow + TimeSpan.FromTicks(Interlocked.Read(ref _offset));

    /// <summary>Corrects the time by the server's.</summary>
    /// <param name="serverTime">The server's time; null if it is unknown.</param>
    /// <returns>True if the request should be retried with the corrected time; false if nothing changed or the difference
    /// is implausible.</returns>
    public bool Correct(DateTimeOffset? serverTime)
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
