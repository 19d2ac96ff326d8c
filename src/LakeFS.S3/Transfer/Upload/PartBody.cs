using System;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3;

/// <summary>The content of one request, readable from any position as often as the request has to be repeated.</summary>
internal abstract class PartBody : IDisposable
{
    protected PartBody(long length)
    {
        Length = length;
    }

    /// <summary>How many bytes it has.</summary>
    public long Length { get; }

    /// <summary>All of it, where it is in memory already.</summary>
    public virtual ArraySegment<byte>? Memory => null;

    /// <summary>Reads some bytes from a position.</summary>
    /// <returns>How many were read; 0 only where the content ends.</returns>
    public abstract ValueTask<int> ReadAsync(long position, byte[] buffer, int count, CancellationToken cancellationToken);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }
}
