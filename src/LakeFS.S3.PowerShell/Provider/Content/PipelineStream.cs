using System.IO;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.PowerShell.Provider.Places;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.PowerShell.Provider.Content;

/// <summary>A stream whose reads end when the user stops the pipeline.</summary>
/// <param name="content">The stream; disposed with this one.</param>
/// <param name="wait">Waits for its reads.</param>
internal sealed class PipelineStream(Stream content, PipelineWait wait) : ForwardStream
{
    public override int Read(byte[] buffer, int offset, int count) => wait.For(content.ReadAsync(buffer, offset, count, wait.Stop));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        content.ReadAsync(buffer, offset, count, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            content.Dispose();
        }

        base.Dispose(disposing);
    }
}
