using System.IO;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.Http;

/// <summary>Forwards a request body, restarts the timeout with every write, and can be stopped reliably.</summary>
internal sealed class IdleTimeoutContent : HttpContent
{
    private readonly HttpContent _inner;
    private readonly IdleTimeout _idleTimeout;
    private readonly CancellationTokenSource _stop;
    private Task _forwarding = Task.CompletedTask;

    public IdleTimeoutContent(HttpContent inner, IdleTimeout idleTimeout)
    {
        _inner = inner;
        _idleTimeout = idleTimeout;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(idleTimeout.Token);
        foreach (var header in inner.Headers)
        {
            Headers.TryAddWithoutValidation(header.Key, header.Value);
        }
    }

    /// <summary>Whether the body is being read.</summary>
    public bool IsUnderWay => !_forwarding.IsCompleted;

    /// <summary>Stops forwarding; afterwards the body is no longer read.</summary>
    public Task StopAsync()
    {
        if (!IsUnderWay)
        {
            return Task.CompletedTask;
        }

        _stop.Cancel();
        // The result does not matter: the exchange has already ended, and its caller has the result.
        return _forwarding.ContinueWith(ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        _forwarding = _inner.CopyToAsync(new IdleTimeoutStream(stream, _idleTimeout, ownsTimeout: false, _stop.Token));

    protected override bool TryComputeLength(out long length)
    {
        length = _inner.Headers.ContentLength ?? -1;
        return length >= 0;
    }

    // The inner content belongs to the SDK, which disposes it.
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stop.Dispose();
        }

        base.Dispose(disposing);
    }
}
