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
/// The parts of an object at another store, fetched as ranges while earlier ones are sent on. They are handed out in
/// order; room for a part is taken before those after it, so that none waits for room that later ones hold.
/// </summary>
internal sealed class BufferedCopyParts : IPartSource, IDisposable
{
    // Sending costs more than fetching, because of the hashes, which are computed in step: the more the better.
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

    /// <summary>Cuts an object.</summary>
    /// <param name="source">The way to its store.</param>
    /// <param name="address">The object.</param>
    /// <param name="knowledge">What its ETag tells.</param>
    /// <param name="layout">How it is cut.</param>
    /// <param name="budget">The memory it may take.</param>
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

    /// <summary>Whether the content was proved to be what the source's ETag says; known when all parts were sent.</summary>
    public bool IsVerified { get; private set; }

    // Then the MD5s that the parts are sent with prove the source's content too.
    private bool IsCutAlike { get; }

    public async Task<ReplayableContent?> NextAsync(CancellationToken cancellationToken)
    {
        await FetchSomeAsync(cancellationToken).ConfigureAwait(false);
        if (_coming.Count == 0)
        {
            return null;
        }

        // After a cancellation or a failed part, no answer is awaited.
        using CancellationTokenRegistration stopped = cancellationToken.Register(_stop.Cancel);
        MemoryContent part = await _coming.Dequeue().ConfigureAwait(false);
        ArraySegment<byte> bytes = part.Memory!.Value;
        _digest?.Append(bytes.Array!, bytes.Offset, bytes.Count);
        return part;
    }

    public async Task RequireUnchangedAsync(IReadOnlyList<byte[]> md5s, CancellationToken cancellationToken)
    {
        string? digest = IsCutAlike ? Hex.Of(Hashes.Md5OfParts(md5s)) : _digest?.Finish();
        IsVerified = await new ContentCheck(_source.Connection, _address, _knowledge)
            .JudgeAsync(digest, readAgain: null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops what is still being fetched, and gives its room back.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        foreach (Task<MemoryContent> coming in _coming)
        {
            // Its outcome no longer matters: the copy has failed or was cancelled already.
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
