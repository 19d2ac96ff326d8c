using System.Collections.Concurrent;
using System.Collections.Generic;

namespace LakeFS.S3.Transfers.Common;

/// <summary>The contexts of one operation, one per store.</summary>
internal sealed class TransferContexts
{
    private readonly LakeConnection _connection;
    private readonly ConcurrentDictionary<LakeS3Connection, TransferContext> _contexts = new();

    public TransferContexts(LakeConnection connection)
    {
        _connection = connection;
    }

    /// <summary>The contexts in use.</summary>
    public IEnumerable<TransferContext> InUse => _contexts.Values;

    /// <summary>Returns the context of the store that serves an address.</summary>
    public TransferContext Of(ObjectAddress address) => _contexts.GetOrAdd(_connection.StoreOf(address), store => new TransferContext(store));
}
