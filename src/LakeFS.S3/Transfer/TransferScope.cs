using System;
using System.Diagnostics.CodeAnalysis;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3;

/// <summary>What the transfers of one operation share: the way to the server, its retries, and how many requests may be under way.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle nobody asks for holds nothing to dispose.")]
internal sealed class TransferScope
{
    private readonly SemaphoreSlim _slots;

    public TransferScope(LakeS3Connection connection)
    {
        Connection = connection;
        _slots = new SemaphoreSlim(connection.MaxConcurrency);
        Writing = connection.RequestChecksum == ChecksumMode.WhenSupported ? new SdkContentTransport(connection) : new HttpContentTransport(connection);
        Reading = connection.ResponseValidation == ChecksumMode.WhenSupported ? new SdkContentTransport(connection) : new HttpContentTransport(connection);
        Retry = new RetryPolicy(connection.MaxRetries);
    }

    public LakeS3Connection Connection { get; }

    /// <summary>How content is sent.</summary>
    public IContentTransport Writing { get; }

    /// <summary>How content is fetched.</summary>
    public IContentTransport Reading { get; }

    public RetryPolicy Retry { get; }

    /// <summary>Does something that keeps one request under way, when there is a free place for it.</summary>
    public async Task<T> InSlotAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await work().ConfigureAwait(false);
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <summary>Runs a call that concerns an object, and explains its failure.</summary>
    /// <exception cref="LakeS3Exception">The call failed.</exception>
    public Task<T> ExplainAsync<T>(S3Operation operation, ObjectAddress address, Func<Task<T>> call, CancellationToken cancellationToken) =>
        Connection.Errors.RunAsync(operation, address, _ => call(), cancellationToken);
}
