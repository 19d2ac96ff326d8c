using System;
using System.Net.Http;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Http;

namespace LakeFS.S3.Tests;

/// <summary>The network to a server that is away for a while: until then every connection is refused.</summary>
internal sealed class Outage(RetryClock clock) : DelegatingHandler(new SocketsHttpHandler())
{
    private TimeSpan _end;
    private int _refused;

    /// <summary>The number of refused connections.</summary>
    public int Refused => _refused;

    /// <summary>Begins an outage.</summary>
    public void Begin(TimeSpan length) => _end = clock.Now + length;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (clock.Now < _end)
        {
            Interlocked.Increment(ref _refused);
            throw new HttpRequestException("refused", new SocketException((int)SocketError.ConnectionRefused));
        }

        return base.SendAsync(request, cancellationToken);
    }
}
