using System;
using System.Diagnostics.CodeAnalysis;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Integrity;
using LakeFS.S3.Integrity.Md5;
using LakeFS.S3.S3;

namespace LakeFS.S3.Transfers.Common;

/// <summary>What the transfers of one operation share: the client, and the limit on concurrent requests.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A SemaphoreSlim has nothing to dispose unless AvailableWaitHandle is used.")]
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

    /// <summary>The client for all requests.</summary>
    public S3Client S3 { get; }

    /// <summary>
    /// The limit on concurrent requests for one object: half of all. A lakeFS with local storage takes 1 GiB in 3.1 s with
    /// 24 concurrent parts, and in 3.8 s with 48.
    /// </summary>
    public int MaxPerObject => (Connection.MaxConcurrency + 1) / 2;

    /// <summary>The size in bytes of the ranges that large objects are downloaded in; by default the part size of uploads.</summary>
    public long RangeSize { get; init; } = PartLayout.DefaultSize;

    /// <summary>Starts the MD5 of some content. MD5s of concurrent transfers are computed together.</summary>
    public ContentMd5 NewMd5() => new(_md5s);

    /// <summary>Waits for a request slot.</summary>
    /// <returns>The slot, released on dispose.</returns>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Slot(_slots);
    }

    /// <summary>Waits for a request slot and holds it while the work runs.</summary>
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
