using System;
using System.Collections.Generic;

namespace LakeFS.S3.Connections;

/// <summary>
/// When a connection first saw recent commits. A commit that was known before a request is not the one that the request
/// made.
/// </summary>
internal sealed class KnownCommits
{
    private const int MaxCount = 1000;

    private readonly Dictionary<string, DateTime> _seen = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>Records a commit that a response showed.</summary>
    public void Add(string id)
    {
        lock (_order)
        {
            if (_seen.ContainsKey(id))
            {
                return;
            }

            _seen[id] = DateTime.UtcNow;
            _order.Enqueue(id);
            if (_order.Count > MaxCount)
            {
                _seen.Remove(_order.Dequeue());
            }
        }
    }

    /// <summary>Whether a commit was known before a time, UTC.</summary>
    public bool IsKnownBefore(string id, DateTime time)
    {
        lock (_order)
        {
            return _seen.TryGetValue(id, out DateTime seen) && seen < time;
        }
    }
}
