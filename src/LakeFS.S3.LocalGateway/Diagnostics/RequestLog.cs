using System.Collections.Generic;
using System.Threading;

namespace LakeFS.S3.LocalGateway.Diagnostics;

/// <summary>
/// The last requests that the gateway has answered, oldest first. Safe for use by many threads; the oldest
/// entries make room once the log is full.
/// </summary>
/// <param name="capacity">The number of entries kept.</param>
public sealed class RequestLog(int capacity = RequestLog.DefaultCapacity)
{
    /// <summary>The number of entries kept by default.</summary>
    public const int DefaultCapacity = 200_000;

    private readonly Lock _lock = new();
    private readonly Queue<LoggedRequest> _requests = new();

    /// <summary>Adds an answered request.</summary>
    /// <param name="request">The request.</param>
    public void Add(LoggedRequest request)
    {
        lock (_lock)
        {
            if (_requests.Count == capacity)
            {
                _requests.Dequeue();
            }

            _requests.Enqueue(request);
        }
    }

    /// <summary>A copy of the log.</summary>
    /// <returns>The entries, oldest first.</returns>
    public IReadOnlyList<LoggedRequest> Snapshot()
    {
        lock (_lock)
        {
            return _requests.ToArray();
        }
    }

    /// <summary>Forgets every entry.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _requests.Clear();
        }
    }
}
