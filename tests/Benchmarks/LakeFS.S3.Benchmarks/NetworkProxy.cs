using System;
using System.Buffers;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;

namespace LakeFS.S3.Benchmarks
{
    /// <summary>
    /// Forwards TCP connections to a server as if it were far away: what is sent arrives half a round trip later, and opening
    /// a connection takes one round trip. All connections share the bandwidth, separately for each direction; apart from
    /// that, none waits for another.
    /// </summary>
    public sealed class NetworkProxy : IDisposable
    {
        // What one connection can have on its way, as with the receive buffers of common systems: 32 times 256 KiB. Smaller
        // chunks would cost processor time that clients and server on the same machine need.
        private const int ChunkSize = 256 * 1024;
        private const int MaxChunks = 32;

        private readonly TcpListener _listener = new TcpListener(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource _stop = new CancellationTokenSource();
        private readonly DnsEndPoint _server;
        private readonly TimeSpan _roundTrip;
        private readonly Link _up;
        private readonly Link _down;

        /// <summary>Starts to forward.</summary>
        /// <param name="server">The server's URL.</param>
        /// <param name="roundTrip">The round trip to add.</param>
        /// <param name="bandwidth">The bytes per second in each direction; 0 for no limit.</param>
        public NetworkProxy(Uri server, TimeSpan roundTrip, long bandwidth)
        {
            _server = new DnsEndPoint(server.Host, server.Port);
            _roundTrip = roundTrip;
            _up = new Link(roundTrip / 2, bandwidth);
            _down = new Link(roundTrip / 2, bandwidth);
            _listener.Start(1024);
            Url = new UriBuilder(server) { Host = "127.0.0.1", Port = ((IPEndPoint)_listener.LocalEndpoint).Port }.Uri;
            _ = AcceptAsync();
        }

        /// <summary>The URL under which clients reach the server.</summary>
        public Uri Url { get; }

        /// <inheritdoc/>
        public void Dispose()
        {
            _stop.Cancel();
            _listener.Stop();
        }

        private async Task AcceptAsync()
        {
            while (!_stop.IsCancellationRequested)
            {
                try
                {
                    _ = ForwardAsync(await _listener.AcceptSocketAsync(_stop.Token));
                }
                catch (Exception ended) when (_stop.IsCancellationRequested && ended is OperationCanceledException or SocketException or ObjectDisposedException)
                {
                    return;
                }
            }
        }

        private async Task ForwardAsync(Socket client)
        {
            // The proxy accepts at once, so the handshake's round trip is added to the first bytes.
            long firstArrival = Stopwatch.GetTimestamp() + Link.Ticks(_roundTrip * 1.5);
            using (client)
            using (Socket server = new Socket(SocketType.Stream, ProtocolType.Tcp))
            {
                try
                {
                    client.NoDelay = server.NoDelay = true;
                    await server.ConnectAsync(_server, _stop.Token);
                    await Task.WhenAll(CopyAsync(client, server, _up, firstArrival), CopyAsync(server, client, _down, notBefore: 0));
                }
                catch (Exception broken) when (broken is SocketException or OperationCanceledException)
                {
                    // One side is gone: both sockets are closed, and the other side sees that.
                    client.Close(0);
                }
            }
        }

        private async Task CopyAsync(Socket from, Socket to, Link link, long notBefore)
        {
            Channel<Chunk> underWay = Channel.CreateBounded<Chunk>(new BoundedChannelOptions(MaxChunks) { SingleReader = true, SingleWriter = true });
            Task delivery = DeliverAsync(underWay.Reader, to);
            try
            {
                for (int count = 1; count > 0;)
                {
                    byte[] buffer = ArrayPool<byte>.Shared.Rent(ChunkSize);
                    count = await from.ReceiveAsync(buffer.AsMemory(0, ChunkSize), SocketFlags.None, _stop.Token);
                    await underWay.Writer.WriteAsync(new Chunk(buffer, count, Math.Max(link.ArrivalOf(count), notBefore)), _stop.Token);
                }
            }
            finally
            {
                underWay.Writer.TryComplete();
            }

            await delivery;
        }

        private async Task DeliverAsync(ChannelReader<Chunk> underWay, Socket to)
        {
            while (await underWay.WaitToReadAsync(_stop.Token))
            {
                while (underWay.TryRead(out Chunk chunk))
                {
                    double wait = Math.Ceiling(Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), chunk.Due).TotalMilliseconds);
                    if (wait > 0)
                    {
                        await Task.Delay((int)wait, _stop.Token);
                    }

                    for (int sent = 0; sent < chunk.Count;)
                    {
                        sent += await to.SendAsync(chunk.Buffer.AsMemory(sent, chunk.Count - sent), SocketFlags.None, _stop.Token);
                    }

                    ArrayPool<byte>.Shared.Return(chunk.Buffer);
                    if (chunk.Count == 0)
                    {
                        to.Shutdown(SocketShutdown.Send);
                    }
                }
            }
        }

        private readonly struct Chunk
        {
            public Chunk(byte[] buffer, int count, long due)
            {
                Buffer = buffer;
                Count = count;
                Due = due;
            }

            public byte[] Buffer { get; }

            /// <summary>0 for the end of the stream.</summary>
            public int Count { get; }

            public long Due { get; }
        }

        // One direction of the line.
        private sealed class Link
        {
            private readonly object _lock = new object();
            private readonly long _delay;
            private readonly double _ticksPerByte;
            private double _free;

            public Link(TimeSpan delay, long bandwidth)
            {
                _delay = Ticks(delay);
                _ticksPerByte = bandwidth == 0 ? 0 : (double)Stopwatch.Frequency / bandwidth;
            }

            public static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);

            // Bytes leave one after another, as fast as the bandwidth allows, and arrive after the delay.
            public long ArrivalOf(int bytes)
            {
                lock (_lock)
                {
                    _free = Math.Max(_free, Stopwatch.GetTimestamp()) + (bytes * _ticksPerByte);
                    return (long)_free + _delay;
                }
            }
        }
    }
}
