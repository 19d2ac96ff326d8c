using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Integrity;

namespace LakeFS.S3.Transfers.Upload;

/// <summary>
/// The parts of a forward-only stream. A part is kept until it is sent, so that it can be sent again: in memory, or from
/// 32 MiB in a temporary file.
/// </summary>
internal sealed class StreamParts : IPartSource, IDisposable
{
    private const long MaxInMemory = 32L * 1024 * 1024;

    private readonly Stream _content;
    private readonly ConcurrentBag<byte[]> _buffers = [];
    private ReplayableContent? _first;
    private bool _ended;
    private int _number;

    public StreamParts(Stream content)
    {
        _content = content;
        Layout = content.CanSeek ? PartLayout.For(content.Length - content.Position) : PartLayout.Growing;
    }

    public PartLayout Layout { get; }

    public int? Count => null;

    public int MaxAhead => 3;

    /// <summary>Reads the first part, and returns it if it is the whole content; otherwise returns null.</summary>
    public async Task<ReplayableContent?> ReadIfShortAsync(CancellationToken cancellationToken)
    {
        _first = await ReadPartAsync(cancellationToken).ConfigureAwait(false);
        if (!_ended)
        {
            return null;
        }

        ReplayableContent only = _first;
        _first = null;
        return only;
    }

    public async Task<ReplayableContent?> NextAsync(CancellationToken cancellationToken)
    {
        if (_first is not null)
        {
            ReplayableContent first = _first;
            _first = null;
            return first;
        }

        if (_ended)
        {
            return null;
        }

        ReplayableContent next = await ReadPartAsync(cancellationToken).ConfigureAwait(false);
        if (next.Length > 0)
        {
            return next;
        }

        next.Dispose();
        return null;
    }

    // The stream was read only once, so its parts can't differ.
    public Task RequireUnchangedAsync(IReadOnlyList<byte[]> md5s, CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _first?.Dispose();

    private async Task<ReplayableContent> ReadPartAsync(CancellationToken cancellationToken)
    {
        long size = Layout.SizeOf(++_number);
        if (size >= MaxInMemory)
        {
            SpooledContent spooled = await SpooledContent.ReadAsync(_content, size, cancellationToken).ConfigureAwait(false);
            _ended = spooled.Length < size;
            return spooled;
        }

        byte[] buffer = _buffers.TryTake(out byte[]? used) ? used : new byte[size];
        int filled = 0;
        for (int read = 1; read > 0 && filled < size; filled += read)
        {
            read = await _content.ReadAsync(buffer, filled, (int)size - filled, cancellationToken).ConfigureAwait(false);
        }

        _ended = filled < size;
        return new MemoryContent(buffer, filled, _buffers.Add);
    }
}
