using System;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Primitives;
using LakeFS.S3.Transfers.Download;
using LakeFS.S3.Transfers.Upload;

namespace LakeFS.S3.Transfers.Copy;

/// <summary>
/// A request body that streams a range of an object in another store. Each time it is sent, the range is fetched again.
/// </summary>
internal sealed class StreamingCopyBody : ReplayableContent
{
    private readonly RangeReader _reader;
    private readonly ContentRange _range;
    private readonly string _etag;
    private readonly CancellationToken _stop;

    /// <summary>Describes a range without requesting it.</summary>
    /// <param name="reader">Reads the source object.</param>
    /// <param name="range">The range.</param>
    /// <param name="etag">The ETag that every response must have.</param>
    /// <param name="cancellationToken">Cancels the fetch, even if the sender passes no token of its own.</param>
    public StreamingCopyBody(RangeReader reader, ContentRange range, string etag, CancellationToken cancellationToken)
        : base(range.Length)
    {
        _reader = reader;
        _range = range;
        _etag = etag;
        _stop = cancellationToken;
    }

    // Takes no request slot at the source store, because it already holds one at the target store: two copies in opposite
    // directions could each hold one slot and wait for the other's.
    public override Task ReadChunksAsync(ChunkHandler handler, CancellationToken cancellationToken) => _reader.ReadAsync(_range, _etag, opened: null, handler, _stop);

    public override ValueTask<int> ReadAsync(long position, byte[] buffer, int count, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Content that passes through can be read once, from beginning to end.");
}
