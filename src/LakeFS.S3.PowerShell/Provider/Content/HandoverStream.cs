using System;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using LakeFS.S3.Primitives;

namespace LakeFS.S3.PowerShell.Provider.Content;

/// <summary>Hands content over from the pipeline, which writes it piece by piece, to an upload, which reads it.</summary>
internal sealed class HandoverStream : ForwardStream
{
    private readonly Channel<byte[]> _pieces = Channel.CreateBounded<byte[]>(16);
    private byte[] _piece = [];
    private int _position;

    /// <summary>Takes a piece, as soon as there is room for it.</summary>
    public Task AddAsync(byte[] piece, CancellationToken cancellationToken) => _pieces.Writer.WriteAsync(piece, cancellationToken).AsTask();

    /// <summary>Says that that was all.</summary>
    public void Complete() => _pieces.Writer.TryComplete();

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        while (_position == _piece.Length)
        {
            if (!await _pieces.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            {
                return 0;
            }

            if (_pieces.Reader.TryRead(out byte[]? next))
            {
                (_piece, _position) = (next, 0);
            }
        }

        int taken = Math.Min(count, _piece.Length - _position);
        Array.Copy(_piece, _position, buffer, offset, taken);
        _position += taken;
        return taken;
    }

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();
}
