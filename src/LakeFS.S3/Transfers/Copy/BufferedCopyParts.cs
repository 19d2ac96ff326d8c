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
    private const int MaxFetches = 2;

    private readonly RangeReader _reader;
    private readonly TransferContext _source;
    private readonly ObjectAddress _address;
    private readonly ETagInfo _knowledge;
    private readonly BufferBudget _budget;
    private readonly Queue<Task<MemoryContent>> _fetches = new();
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
        HasSourceLayout = knowledge.CanBeChecked && layout.Equals(knowledge.Likeliest);
        _digest = knowledge.CanBeChecked && !HasSourceLayout ? new ContentDigest(knowledge.Likeliest) : null;
    }

    public PartLayout Layout { get; }

    public int? Count => null;

    public int MaxAhead => int.MaxValue;

    /// <summary>Whether the content was verified against the source's ETag; known once all parts are sent.</summary>
    public bool IsVerified { get; private set; }

    // If so, the MD5s of the sent parts also verify the source's content.
    private bool HasSourceLayout { get; }

    public async Task<ReplayableContent?> NextAsync(CancellationToken cancellationToken)
    {
        await StartFetchesAsync(cancellationToken).ConfigureAwait(false);
        if (_fetches.Count == 0)
        {
            return null;
        }

        // On cancellation or after a failed part, pending fetches are canceled instead of awaited.
        using CancellationTokenRegistration stopped = cancellationToken.Register(_stop.Cancel);
        MemoryContent part = await _fetches.Dequeue().ConfigureAwait(false);
        ArraySegment<byte> bytes = part.Memory!.Value;
        _digest?.Append(bytes.Array!, bytes.Offset, bytes.Count);
        return part;
    }

    public async Task RequireUnchangedAsync(IReadOnlyList<byte[]> md5s, CancellationToken cancellationToken)
    {
        LayoutDigest? digest = HasSourceLayout ? new LayoutDigest(Layout, Hex.Of(Hashes.Md5OfParts(md5s))) : _digest?.Finish();
        IsVerified = await new ContentCheck(_source.Connection, _address, _knowledge)
            .VerifyAsync(digest, readAgain: null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Cancels pending fetches and returns their memory.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        foreach (Task<MemoryContent> fetch in _fetches)
        {
            // The outcome no longer matters: the copy has already failed or been canceled.
            fetch.ContinueWith(
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

    private async Task StartFetchesAsync(CancellationToken cancellationToken)
    {
        while (_position < _knowledge.Size && _fetches.Count < MaxFetches)
        {
            long length = Math.Min(Layout.SizeOf(1), _knowledge.Size - _position);
            BufferBudget.Rental? rental = _budget.TryRent(length);
            if (rental is null)
            {
                if (_fetches.Count > 0)
                {
                    return;
                }

                rental = await _budget.RentAsync(length, cancellationToken).ConfigureAwait(false);
            }

            ContentRange range = new(_position, _position + length - 1);
            _position += length;
            _fetches.Enqueue(Task.Run(() => FetchAsync(range, rental), CancellationToken.None));
        }
    }

    private async Task<MemoryContent> FetchAsync(ContentRange range, BufferBudget.Rental rental)
    {
        try
        {
            int filled = 0;
            using IDisposable slot = await _source.EnterAsync(range.Length, _stop.Token).ConfigureAwait(false);
            await _reader.ReadAsync(
                range,
                _knowledge.ETag,
                opened: null,
                (buffer, count) =>
                {
                    Buffer.BlockCopy(buffer, 0, rental.Buffer, filled, count);
                    filled += count;
                    return Task.CompletedTask;
                },
                _stop.Token).ConfigureAwait(false);
            return new MemoryContent(rental.Buffer, filled, _ => rental.Dispose());
        }
        catch
        {
            rental.Dispose();
            throw;
        }
    }
}
