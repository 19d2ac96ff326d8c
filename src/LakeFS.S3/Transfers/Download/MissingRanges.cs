using System;
using System.Collections.Generic;
using System.Linq;
using LakeFS.S3.Primitives;
using LakeFS.S3.Transfers.Common;

namespace LakeFS.S3.Transfers.Download;

/// <summary>
/// The ranges of an object that are still to be requested. If there are more ranges than concurrent requests, a request fetches
/// several consecutive ranges. Thread-safe.
/// </summary>
internal sealed class MissingRanges
{
    // As much as other clients request at a time. Larger requests would leave the other workers idle at the end.
    private const int MaxRangesPerRequest = 4;

    private readonly Queue<int> _missing;
    private readonly int _rangesPerRequest;
    private readonly long _rangeSize;
    private readonly long _size;

    /// <param name="context">The context of the store.</param>
    /// <param name="size">The object's size in bytes.</param>
    /// <param name="done">The ranges that are there; null for none.</param>
    public MissingRanges(TransferContext context, long size, ICollection<int>? done)
    {
        _size = size;
        _rangeSize = context.RangeSize;
        int count = (int)((size + _rangeSize - 1) / _rangeSize);
        _missing = new(Enumerable.Range(0, count).Where(range => done?.Contains(range) != true));
        _rangesPerRequest = Math.Min(MaxRangesPerRequest, (_missing.Count + context.MaxPerObject - 1) / context.MaxPerObject);
    }

    /// <summary>The number of ranges left.</summary>
    public int Count
    {
        get
        {
            lock (_missing)
            {
                return _missing.Count;
            }
        }
    }

    /// <summary>The bytes of consecutive ranges.</summary>
    public ContentRange BytesOf(int from, int to) => new(from * _rangeSize, ContentRange.Nth(to, _rangeSize, _size).To);

    /// <summary>Takes the first range alone.</summary>
    public int TakeFirst()
    {
        lock (_missing)
        {
            return _missing.Dequeue();
        }
    }

    /// <summary>Takes the ranges of the next request; null if none is left.</summary>
    public (int From, int To)? TakeNext()
    {
        lock (_missing)
        {
            if (_missing.Count == 0)
            {
                return null;
            }

            int from = _missing.Dequeue();
            int to = from;
            while (to - from + 1 < _rangesPerRequest && _missing.Count > 0 && _missing.Peek() == to + 1)
            {
                to = _missing.Dequeue();
            }

            return (from, to);
        }
    }
}
