using System;
using System.Diagnostics.CodeAnalysis;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Integrity;
using LakeFS.S3.Integrity.Md5;
using LakeFS.S3.S3;

namespace LakeFS.S3.Transfers.Common;

/// <summary>What the transfers of one operation share: the way to the server, and how many requests may be under way.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle nobody asks for holds nothing to dispose.")]
internal sealed class TransferContext
{
    private readonly SemaphoreSlim _slots;
    private readonly MultiBufferMd5 _md5s = new();

    public TransferContext(LakeS3Connection connection)
    {
        Connection = connection;
        S3 = new S3Client(connection);
        _slots = new SemaphoreSlim(connection.MaxConcurrency);
    }

    public LakeS3Connection Connection { get; }

    /// <summary>Every request to the server.</summary>
    public S3Client S3 { get; }

    /// <summary>
    /// How many requests one object may have under way: half of all. A lakeFS with local storage takes 1 GiB in 3.1 s with 24 parts at a time,
    /// and in 3.8 s with 48.
    /// </summary>
    public int MaxPerObject => (Connection.MaxConcurrency + 1) / 2;

    /// <summary>How long the ranges are that large objects are fetched in, in bytes: as long as the parts they are sent in.</summary>
    public long RangeSize { get; init; } = PartLayout.DefaultSize;

    /// <summary>Begins the MD5 of some content; it is computed in step with that of the other content on its way.</summary>
    public ContentMd5 NewMd5() => new(_md5s);

    /// <summary>Waits for a place among the requests that may be under way.</summary>
    /// <returns>The place, free again when disposed.</returns>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Slot(_slots);
    }

    /// <summary>Does something that keeps one request under way, when there is a free place for it.</summary>
    public async Task<T> InSlotAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        using IDisposable slot = await EnterAsync(cancellationToken).ConfigureAwait(false);
        return await work().ConfigureAwait(false);
    }

    private sealed class Slot : IDisposable
    {
        private SemaphoreSlim? _slots;

        public Slot(SemaphoreSlim slots)
        {
            _slots = slots;
        }

        public void Dispose() => Interlocked.Exchange(ref _slots, null)?.Release();
    }
}
