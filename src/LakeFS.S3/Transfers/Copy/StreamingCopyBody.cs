using System;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Primitives;
using LakeFS.S3.Transfers.Download;
using LakeFS.S3.Transfers.Upload;

namespace LakeFS.S3.Transfers.Copy;

/// <summary>
/// A range of an object at another store as the content of a request: it comes while it is sent, and comes again where it
/// has to be sent again.
/// </summary>
internal sealed class StreamingCopyBody : ReplayableContent
{
    private readonly RangeReader _reader;
    private readonly ContentRange _range;
    private readonly string _etag;
    private readonly CancellationToken _stop;

    /// <summary>Describes a range; nothing is asked for.</summary>
    /// <param name="reader">Who asks the other store.</param>
    /// <param name="range">The range.</param>
    /// <param name="etag">The ETag that every answer must have.</param>
    /// <param name="cancellationToken">Stops what comes, also when the one who sends it does not ask.</param>
    public StreamingCopyBody(RangeReader reader, ContentRange range, string etag, CancellationToken cancellationToken)
        : base(range.Length)
    {
        _reader = reader;
        _range = range;
        _etag = etag;
        _stop = cancellationToken;
    }

    // It takes no place among the other store's requests: it has one among this store's, and who held one there and
    // waited for one here could be waiting for this one.
    public override Task ReadChunksAsync(ChunkHandler handler, CancellationToken cancellationToken) => _reader.ReadAsync(_range, _etag, opened: null, handler, _stop);

    public override ValueTask<int> ReadAsync(long position, byte[] buffer, int count, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Content that passes through can be read once, from beginning to end.");
}
