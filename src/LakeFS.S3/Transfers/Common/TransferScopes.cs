using System.Collections.Concurrent;

namespace LakeFS.S3.Transfers.Common;

/// <summary>The scopes of one operation: one for each store that it comes to.</summary>
internal sealed class TransferScopes
{
    private readonly LakeConnection _connection;
    private readonly ConcurrentDictionary<LakeS3Connection, TransferScope> _scopes = new();

    public TransferScopes(LakeConnection connection)
    {
        _connection = connection;
    }

    /// <summary>The scope of the store that serves an address.</summary>
    public TransferScope Of(ObjectAddress address) => _scopes.GetOrAdd(_connection.StoreOf(address), store => new TransferScope(store));
}
