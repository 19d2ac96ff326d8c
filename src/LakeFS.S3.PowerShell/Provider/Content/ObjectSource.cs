using System.IO;
using LakeFS.S3.PowerShell.Provider.Places;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.PowerShell.Provider.Content;

/// <summary>An object's content, as much of it as is wanted.</summary>
internal sealed class ObjectSource(LakeConnection connection, ObjectAddress address, PipelineWait wait)
{
    /// <summary>How much is asked for where a few lines may be enough, in bytes.</summary>
    public const int Window = 64 * 1024;

    private readonly LakeTransfers _transfers = new(connection);

    /// <summary>Opens it from its beginning.</summary>
    /// <param name="isWanted">Whether all of it is wanted, so that one request serves.</param>
    public Stream Open(bool isWanted) => Open(isWanted ? ContentRange.All : new ContentRange(0, Window - 1));

    /// <summary>Reads its size. Sends a request of its own.</summary>
    public long FindSize() => wait.For(new LakeObjects(connection).GetMetadataAsync(address, wait.Stop)).Size;

    /// <summary>Reads some bytes.</summary>
    /// <param name="from">The first.</param>
    /// <param name="count">How many; the object has them.</param>
    public byte[] Read(long from, int count)
    {
        byte[] bytes = new byte[count];
        using Stream stream = Open(new ContentRange(from, from + count - 1));
        StreamReading.Fill(stream, bytes);
        return bytes;
    }

    private PipelineStream Open(ContentRange range) => new(wait.For(_transfers.OpenReadAsync(address, range, wait.Stop)), wait);
}
