using System;
using System.Threading;

namespace LakeFS.S3.Http;

/// <summary>What a connection's requests show about the network and the server. Thread-safe.</summary>
internal sealed class NetworkObservations
{
    private readonly object _lock = new();
    private readonly int _roundTripsToConnect;
    private TimeSpan? _roundTrip;
    private int _setbacks;

    /// <param name="isTls">Whether the server is reached over TLS.</param>
    public NetworkObservations(bool isTls)
    {
        // The handshakes of TCP and TLS 1.3.
        _roundTripsToConnect = isTls ? 2 : 1;
    }

    /// <summary>The shortest time to a response so far, which is a round trip and a little of the server's time; null before the first.</summary>
    public TimeSpan? RoundTrip
    {
        get
        {
            lock (_lock)
            {
                return _roundTrip;
            }
        }
    }

    /// <summary>How often the server was overloaded or the network failed so far.</summary>
    public int Setbacks => Volatile.Read(ref _setbacks);

    /// <summary>Records the time from a request without content to the headers of its response.</summary>
    public void AddResponse(TimeSpan time)
    {
        lock (_lock)
        {
            // The first request had to open its connection.
            TimeSpan roundTrip = _roundTrip is null ? TimeSpan.FromTicks(time.Ticks / (1 + _roundTripsToConnect)) : time;
            _roundTrip = _roundTrip < roundTrip ? _roundTrip : roundTrip;
        }
    }

    /// <summary>Records that the server asked for fewer requests, or that the network failed.</summary>
    public void AddSetback() => Interlocked.Increment(ref _setbacks);
}
