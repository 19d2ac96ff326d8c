using System;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Direct;
using LakeFS.S3.Http;
using LakeFS.S3.Integrity;
using LakeFS.S3.Integrity.Md5;
using LakeFS.S3.S3;

namespace LakeFS.S3.Transfers.Common;

/// <summary>What the transfers of one operation share: the client, and the limits on concurrent requests.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A SemaphoreSlim has nothing to dispose unless AvailableWaitHandle is used.")]
internal sealed class TransferContext
{
    /// <summary>Up to this size, in bytes, an object is small: how long its request takes depends on the round trip alone.</summary>
    public const long MaxSmallObject = 256 * 1024;

    // Large content fills any line with fewer requests: with 256, 512 MiB take 5.6 s at 50 ms, with 48 2.3 s. Each has a
    // buffer of 1 MiB.
    private const int MaxContentConcurrency = 2 * SuggestedConcurrency.Nearby;

    private readonly RequestSlots _smallObjects;
    private readonly RequestSlots _content;
    private readonly MultiBufferMd5 _md5s = new();
    private long _lastSize = -1;

    public TransferContext(LakeS3Connection connection)
    {
        Connection = connection;
        Direct = new DirectAccess(connection);
        S3 = new S3Client(connection);
        SemaphoreSlim all = new(connection.MaxConcurrency);
        _smallObjects = new RequestSlots(connection.Network, new ConcurrencyLimit(connection.MaxConcurrency, connection.Network.RoundTrip), all);
        _content = new RequestSlots(
            connection.Network, new ConcurrencyLimit(Math.Min(MaxContentConcurrency, connection.MaxConcurrency), roundTrip: null), all);
    }

    public LakeS3Connection Connection { get; }

    /// <summary>The client for all requests.</summary>
    public S3Client S3 { get; }

    /// <summary>Decides which content goes straight to and from the object store.</summary>
    public DirectAccess Direct { get; }

    /// <summary>
    /// The limit on concurrent requests for one object: half of those for large content. A lakeFS with local storage takes 1 GiB in 3.1 s with
    /// 24 concurrent parts, and in 3.8 s with 48.
    /// </summary>
    public int MaxPerObject => (Math.Min(SuggestedConcurrency.Nearby, Connection.MaxConcurrency) + 1) / 2;

    /// <summary>The size in bytes of the ranges that large objects are downloaded in; by default the part size of uploads.</summary>
    public long RangeSize { get; init; } = PartLayout.DefaultSize;

    /// <summary>Starts the MD5 of some content. MD5s of concurrent transfers are computed together.</summary>
    public ContentMd5 NewMd5() => new(_md5s);

    /// <summary>
    /// The size of the object that was downloaded last; null if there is none. Objects that were not listed are taken to be
    /// about as large.
    /// </summary>
    public long? LastSize
    {
        get => Interlocked.Read(ref _lastSize) is long size and >= 0 ? size : null;
        set => Interlocked.Exchange(ref _lastSize, value ?? -1);
    }

    /// <summary>Describes how many requests may be under way, as it is now.</summary>
    public string DescribeLimits() => string.Format(
        CultureInfo.InvariantCulture,
        "{0}: up to {1} concurrent requests for objects up to {2} KiB, and {3} for larger content; the round trip is {4:0.#} ms.",
        Connection.EndpointUrl,
        _smallObjects.Count,
        MaxSmallObject / 1024,
        _content.Count,
        Connection.Network.RoundTrip?.TotalMilliseconds ?? 0);

    /// <summary>Waits for a request slot.</summary>
    /// <param name="size">The number of bytes that the request transfers; null if the server has to say.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The slot, released on dispose.</returns>
    public Task<IDisposable> EnterAsync(long? size, CancellationToken cancellationToken) =>
        (size <= MaxSmallObject ? _smallObjects : _content).EnterAsync(cancellationToken);

    /// <summary>Waits for a request slot and holds it while the work runs.</summary>
    public async Task<T> InSlotAsync<T>(long? size, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        using IDisposable slot = await EnterAsync(size, cancellationToken).ConfigureAwait(false);
        return await work().ConfigureAwait(false);
    }
}
