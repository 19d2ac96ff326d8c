using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace LakeFS.S3.PowerShell;

/// <summary>
/// The open connections of one runspace, kept in a variable of its session state, so that two runspaces in one
/// process never see each other's.
/// </summary>
internal sealed class ConnectionTable
{
    private const string Variable = "global:LakeFS.S3.Connections";

    private readonly List<LakeConnection> _connections = [];

    /// <summary>The connection that cmdlets use by themselves: the one opened last.</summary>
    public LakeConnection? Current => _connections.LastOrDefault();

    /// <summary>All open connections, the current one last.</summary>
    public IReadOnlyList<LakeConnection> All => _connections;

    /// <summary>The table of a session; made when first asked for.</summary>
    public static ConnectionTable Of(SessionState session)
    {
        if (session.PSVariable.GetValue(Variable) is ConnectionTable table)
        {
            return table;
        }

        table = new ConnectionTable();
        session.PSVariable.Set(new PSVariable(Variable, table) { Description = "The open connections of LakeFS.S3." });
        return table;
    }

    /// <summary>Makes a connection the current one, in place of one with the same name.</summary>
    public void Add(LakeConnection connection)
    {
        _connections.RemoveAll(known => HasName(known, connection.Name));
        _connections.Add(connection);
    }

    /// <summary>Forgets a connection.</summary>
    public void Remove(LakeConnection connection) => _connections.Remove(connection);

    /// <summary>The connection of a name, or null.</summary>
    public LakeConnection? Find(string name) => _connections.Find(known => HasName(known, name));

    private static bool HasName(LakeConnection connection, string name) =>
        string.Equals(connection.Name, name, StringComparison.OrdinalIgnoreCase);
}
