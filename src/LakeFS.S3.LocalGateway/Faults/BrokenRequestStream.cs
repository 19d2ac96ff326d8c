using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Requests;
using Microsoft.AspNetCore.Connections;

namespace LakeFS.S3.LocalGateway.Faults;

/// <summary>A request body that breaks after some bytes as sent, at the latest at its end. Reads then throw an IOException.</summary>
/// <param name="inner">The body as sent.</param>
/// <param name="afterBytes">The bytes that pass.</param>
/// <param name="onBreak">Breaks the connection.</param>
internal sealed class BrokenRequestStream(Stream inner, long afterBytes, Func<Task> onBreak) : RequestBodyStream
{
    private long _left = afterBytes;
    private bool _broken;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        int read = _left > 0 && !_broken
            ? await inner.ReadAsync(buffer[..(int)Math.Min(buffer.Length, _left)], cancellationToken).ConfigureAwait(false)
            : 0;
        if (read > 0)
        {
            _left -= read;
            return read;
        }

        if (!_broken)
        {
            _broken = true;
            await onBreak().ConfigureAwait(false);
        }

        throw new ConnectionResetException("A fault rule aborted the connection within the request body.");
    }
}
