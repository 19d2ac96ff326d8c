using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.Transfers.Upload;

/// <summary>The rest of a caller's seekable stream, from its current position. The stream is left open.</summary>
internal sealed class SeekableStreamContent : ReplayableContent
{
    private readonly Stream _stream;
    private readonly long _start;

    public SeekableStreamContent(Stream stream)
        : base(stream.Length - stream.Position)
    {
        _stream = stream;
        _start = stream.Position;
    }

    public override async ValueTask<int> ReadAsync(long position, byte[] buffer, int count, CancellationToken cancellationToken)
    {
        // Seek only if the position differs: seeking may be slow even in a stream that supports it.
        if (_stream.Position != _start + position)
        {
            _stream.Position = _start + position;
        }

        return await _stream.ReadAsync(buffer, 0, count, cancellationToken).ConfigureAwait(false);
    }
}
