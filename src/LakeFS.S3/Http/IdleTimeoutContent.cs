using System.IO;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.Http;

/// <summary>Passes a request's body on: puts the deadline off with every write, and can be stopped for certain.</summary>
internal sealed class IdleTimeoutContent : HttpContent
{
    private readonly HttpContent _inner;
    private readonly IdleTimeout _idleTimeout;
    private readonly CancellationTokenSource _stop;
    private Task _passing = Task.CompletedTask;

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

    /// <summary>Whether the body is being read at this moment.</summary>
    public bool IsUnderWay => !_passing.IsCompleted;

    /// <summary>Ends the passing on; afterwards nobody reads from the body any more.</summary>
    public Task StopAsync()
    {
        if (!IsUnderWay)
        {
            return Task.CompletedTask;
        }

        _stop.Cancel();
        // How it ended concerns nobody: the exchange it belonged to has ended already, and its caller knows how.
        return _passing.ContinueWith(ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        _passing = _inner.CopyToAsync(new IdleTimeoutStream(stream, _idleTimeout, ownsTimeout: false, _stop.Token));

    protected override bool TryComputeLength(out long length)
    {
        length = _inner.Headers.ContentLength ?? -1;
        return length >= 0;
    }

    // The inner content is the SDK's, which disposes it.
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stop.Dispose();
        }

        base.Dispose(disposing);
    }
}
