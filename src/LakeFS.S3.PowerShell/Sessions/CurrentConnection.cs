using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell;

/// <summary>Marks the session's connection; for the property IsCurrent of connections.</summary>
public static class CurrentConnection
{
    /// <summary>Whether commands use a connection where none is given.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="table">The session's connections, from its variable; null if it has none.</param>
    /// <returns>True for the session's connection.</returns>
    public static bool Is(object? connection, object? table) =>
        connection is LakeConnection known && table is ConnectionTable connections && connections.IsCurrent(known);
}
