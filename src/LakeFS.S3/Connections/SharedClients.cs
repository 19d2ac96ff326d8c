using System;
using System.Threading;
using Amazon.S3;
using LakeFS.S3.Http;
using LakeFS.S3.Integrity;

namespace LakeFS.S3.Connections;

/// <summary>
/// The clients for one server and key pair, and what their requests have shown. Several connections may share them; they
/// are closed together with the last of these.
/// </summary>
/// <param name="options">The settings.</param>
/// <param name="endpoint">The server.</param>
internal sealed class SharedClients(ConnectionOptions options, Uri endpoint)
{
    private readonly object _lock = new();
    private AmazonS3Client? _checksumClient;
    private int _users = 1;

    public HttpStack Http { get; } = new(options.ForHttp(endpoint));

    /// <summary>The clock for signing requests.</summary>
    public ServerClock Clock { get; } = new();

    public KnownCommits KnownCommits { get; } = new();

    public DefaultBranches DefaultBranches { get; } = new();

    /// <summary>How the objects that were checked had been split into parts.</summary>
    public KnownLayouts Layouts { get; } = new();

    /// <summary>The SDK's client; created on first use.</summary>
    /// <param name="connection">One of the connections that share it.</param>
    public AmazonS3Client ChecksumClient(LakeS3Connection connection)
    {
        lock (_lock)
        {
            return _checksumClient ??= Connections.ChecksumClient.Create(connection);
        }
    }

    /// <summary>Adds a connection.</summary>
    public void Share() => Interlocked.Increment(ref _users);

    /// <summary>Removes a connection that is closed.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            lock (_lock)
            {
                _checksumClient?.Dispose();
            }

            Http.Dispose();
        }
    }
}
