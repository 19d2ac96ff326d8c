using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Integrity;
using LakeFS.S3.Primitives;
using LakeFS.S3.Transfers.Common;
using LakeFS.S3.Transfers.Download;
using LakeFS.S3.Transfers.Upload;

namespace LakeFS.S3.Transfers.Copy;

/// <summary>
/// The parts of an object in another store, fetched as ranges while earlier parts are sent. Parts are returned in order,
/// and memory is rented in the same order, so no part waits for memory that a later part holds.
/// </summary>
internal sealed class BufferedCopyParts : IPartSource, IDisposable
{
    // Leaves most buffers to sending, which costs more because of the MD5s. These are cheaper the more are computed together.
    private const int MaxComing = 2;

    private readonly RangeReader _reader;
    private readonly TransferContext _source;
    private readonly ObjectAddress _address;
    private readonly ETagInfo _knowledge;
    private readonly BufferBudget _budget;
    private readonly Queue<Task<MemoryContent>> _coming = new();
    private readonly ContentDigest? _digest;
    private readonly CancellationTokenSource _stop = new();
    private long _position;

    /// <summary>Prepares an object's parts.</summary>
    /// <param name="source">The context of the source store.</param>
    /// <param name="address">The object.</param>
    /// <param name="knowledge">What the object's ETag says.</param>
    /// <param name="layout">The part layout of the copy.</param>
    /// <param name="budget">The memory for the parts.</param>
    public BufferedCopyParts(TransferContext source, ObjectAddress address, ETagInfo knowledge, PartLayout layout, BufferBudget budget)
    {
        _reader = new RangeReader(source, address, progress: null);
        _source = source;
        _address = address;
        _knowledge = knowledge;
        _budget = budget;
        Layout = layout;
        IsCutAlike = knowledge.CanBeChecked && layout.Equals(knowledge.Likeliest);
        _digest = knowledge.CanBeChecked && !IsCutAlike ? new ContentDigest(knowledge.Likeliest) : null;
    }

    public PartLayout Layout { get; }

    public int MaxAhead => int.MaxValue;

    /// <summary>Whether the content was verified against the source's ETag; known once all parts are sent.</summary>
    public bool IsVerified { get; private set; }

    // If so, the MD5s of the sent parts also verify the source's content.
    private bool IsCutAlike { get; }

    public async Task<ReplayableContent?> NextAsync(CancellationToken cancellationToken)
    {
        await FetchSomeAsync(cancellationToken).ConfigureAwait(false);
        if (_coming.Count == 0)
        {
            return null;
        }

        // On cancellation or after a failed part, pending fetches are canceled instead of awaited.
        using CancellationTokenRegistration stopped = cancellationToken.Register(_stop.Cancel);
        MemoryContent part = await _coming.Dequeue().ConfigureAwait(false);
        ArraySegment<byte> bytes = part.Memory!.Value;
        _digest?.Append(bytes.Array!, bytes.Offset, bytes.Count);
        return part;
    }

    public void RequireUnchanged(IReadOnlyList<byte[]> md5s)
    {
        string? digest = IsCutAlike ? Hex.Of(Hashes.Md5OfParts(md5s)) : _digest?.Finish();
        IsVerified = Downloader.IsProved(_source.Connection, _address, _knowledge, digest);
    }

    /// <summary>Cancels pending fetches and returns their memory.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        foreach (Task<MemoryContent> coming in _coming)
        {
            // The outcome no longer matters: the copy has already failed or been canceled.
            coming.ContinueWith(
                ended =>
                {
                    if (ended.Status == TaskStatus.RanToCompletion)
                    {
                        ended.Result.Dispose();
                    }

                    _ = ended.Exception;
                },
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default).GetAwaiter().GetResult();
        }

        _digest?.Dispose();
        _stop.Dispose();
    }

    private async Task FetchSomeAsync(CancellationToken cancellationToken)
    {
        while (_position < _knowledge.Size && _coming.Count < MaxComing)
        {
            long length = Math.Min(Layout.SizeOf(1), _knowledge.Size - _position);
            BufferBudget.Rental? room = _budget.TryRent(length);
            if (room is null)
            {
                if (_coming.Count > 0)
                {
                    return;
                }

                room = await _budget.RentAsync(length, cancellationToken).ConfigureAwait(false);
            }

            ContentRange range = new(_position, _position + length - 1);
            _position += length;
            _coming.Enqueue(Task.Run(() => FetchAsync(range, room), CancellationToken.None));
        }
    }

    private async Task<MemoryContent> FetchAsync(ContentRange range, BufferBudget.Rental room)
    {
        try
        {
            int filled = 0;
            using IDisposable slot = await _source.EnterAsync(_stop.Token).ConfigureAwait(false);
            await _reader.ReadAsync(
                range,
                _knowledge.ETag,
                opened: null,
                (buffer, count) =>
                {
                    Buffer.BlockCopy(buffer, 0, room.Buffer, filled, count);
                    filled += count;
                    return Task.CompletedTask;
                },
                _stop.Token).ConfigureAwait(false);
            return new MemoryContent(room.Buffer, filled, _ => room.Dispose());
        }
        catch
        {
            room.Dispose();
            throw;
        }
    }
}
