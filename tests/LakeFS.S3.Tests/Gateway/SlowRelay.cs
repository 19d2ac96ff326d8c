using System;
using System.Collections.Concurrent;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.Tests;

/// <summary>A slow line to a gateway: takes what is sent over each connection at a fixed pace, and brings answers at once.</summary>
internal sealed class SlowRelay : IAsyncDisposable
{
    private const int TicksPerSecond = 40;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _lines = [];
    private readonly Uri _gateway;
    private readonly int _bytesPerTick;
    private readonly Task _accepting;

    public SlowRelay(Uri gateway, int bytesPerSecond)
    {
        _gateway = gateway;
        _bytesPerTick = bytesPerSecond / TicksPerSecond;

        // What the sockets take in by themselves is not slow.
        _listener.Server.ReceiveBufferSize = _bytesPerTick;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>How many connections were opened so far.</summary>
    public int Connections => _lines.Count;

    /// <summary>The gateway's URL by way of the line.</summary>
    public Uri Url => new($"{_gateway.Scheme}://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_lines);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _lines.Add(RelayAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task RelayAsync(TcpClient client)
    {
        using TcpClient near = client;
        using TcpClient far = new();
        try
        {
            await far.ConnectAsync(_gateway.Host, _gateway.Port, _stop.Token);
            Task answers = far.GetStream().CopyToAsync(near.GetStream(), _stop.Token);
            await CrawlAsync(near.GetStream(), far.GetStream());
            far.Client.Shutdown(SocketShutdown.Send);
            await answers;
        }
        catch (Exception end) when (end is OperationCanceledException or IOException or SocketException)
        {
            // One side has gone, which closes the other.
        }
    }

    private async Task CrawlAsync(NetworkStream source, NetworkStream target)
    {
        byte[] buffer = new byte[_bytesPerTick];
        using PeriodicTimer pace = new(TimeSpan.FromSeconds(1.0 / TicksPerSecond));
        for (int read; (read = await source.ReadAsync(buffer, _stop.Token)) > 0;)
        {
            await target.WriteAsync(buffer.AsMemory(0, read), _stop.Token);
            await pace.WaitForNextTickAsync(_stop.Token);
        }
    }
}
