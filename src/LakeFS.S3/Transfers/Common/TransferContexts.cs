using System.Collections.Concurrent;

namespace LakeFS.S3.Transfers.Common;

/// <summary>The contexts of one operation: one for each store that it comes to.</summary>
internal sealed class TransferContexts
{
    private readonly LakeConnection _connection;
    private readonly ConcurrentDictionary<LakeS3Connection, TransferContext> _contexts = new();

    public TransferContexts(LakeConnection connection)
    {
        _connection = connection;
    }

    /// <summary>The context of the store that serves an address.</summary>
    public TransferContext Of(ObjectAddress address) => _contexts.GetOrAdd(_connection.StoreOf(address), store => new TransferContext(store));
}
