using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell.Completion;

/// <summary>The server that a completion asks.</summary>
/// <param name="Connection">The connection to it.</param>
/// <param name="Cache">What it said before.</param>
/// <param name="IsTemporary">Whether the connection was opened for the completion, and is closed after it.</param>
internal sealed record CompletionServer(LakeConnection Connection, CompletionCache Cache, bool IsTemporary)
{
    /// <summary>What tells it from other servers, and from the same server seen by another user.</summary>
    public string Key { get; } = KeyOf(Connection);

    /// <summary>What tells a connection's server from others, and from the same server seen by another user.</summary>
    public static string KeyOf(LakeConnection connection) =>
        $"{connection.Name} {connection.DescribeServers()} {(connection as LakeS3Connection)?.AccessKeyId}";
}
