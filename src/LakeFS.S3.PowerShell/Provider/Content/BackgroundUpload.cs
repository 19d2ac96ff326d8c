using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.PowerShell.Provider.Places;

namespace LakeFS.S3.PowerShell.Provider.Content;

/// <summary>One upload of content that comes piece by piece. The object is there when it has ended, and not before.</summary>
internal sealed class BackgroundUpload : IDisposable
{
    private readonly MemoryStream _collected = new();
    private readonly HandoverStream _content = new();
    private readonly CancellationTokenSource _stop;
    private readonly PipelineWait _wait;
    private readonly Task<LakeTransferResult> _upload;
    private bool _isDisposed;

    public BackgroundUpload(LakeConnection connection, UploadRequest request, PipelineWait wait)
    {
        _wait = wait;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(wait.Stop);
        _upload = Task.Run(() => new LakeTransfers(connection).UploadAsync(request, _content, progress: null, _stop.Token));
    }

    /// <summary>Takes bytes.</summary>
    /// <exception cref="LakeS3Exception">The upload has failed.</exception>
    public void Write(byte[] bytes)
    {
        _collected.Write(bytes, 0, bytes.Length);
        if (_collected.Length >= ObjectSource.Window)
        {
            HandOver();
        }
    }

    /// <summary>Sends what is left, and waits for the end.</summary>
    /// <exception cref="LakeS3Exception">The upload has failed.</exception>
    public void Finish()
    {
        HandOver();
        _content.Complete();
        _ = _wait.For(_upload);
    }

    /// <summary>Gives it up, where it was not finished.</summary>
    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        _stop.Cancel();
        // What came of an upload that is given up concerns nobody, but it has to be over.
        _upload.ContinueWith(ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).GetAwaiter().GetResult();
        _content.Dispose();
        _collected.Dispose();
        _stop.Dispose();
    }

    private void HandOver()
    {
        if (_collected.Length > 0)
        {
            Task taken = _content.AddAsync(_collected.ToArray(), _stop.Token);
            _collected.SetLength(0);
            if (Task.WhenAny(taken, _upload).GetAwaiter().GetResult() == _upload)
            {
                // It takes everything unless it fails.
                _ = _wait.For(_upload);
            }
        }
    }
}
