using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace LakeFS.S3.PowerShell.Sessions;

/// <summary>
/// The open connections of one runspace, and the transactions under way in it, kept in a variable of its session state,
/// so that two runspaces in one process never see each other's.
/// </summary>
internal sealed class ConnectionTable
{
    private const string Name = "LakeFS.S3.Connections";
    private const string Variable = "global:" + Name;

    // In the order in which they became the current one. Those of transactions stand among those that were opened.
    private readonly List<LakeConnection> _connections = [];
    private readonly List<LakeTransaction> _transactions = [];

    /// <summary>The connection that cmdlets use by themselves: the one opened last, or that of the transaction begun since.</summary>
    public LakeConnection? Current => _connections.LastOrDefault();

    /// <summary>All open connections as cmdlets use them now, the current one last.</summary>
    public IReadOnlyList<LakeConnection> All =>
        [.. Enumerable.Reverse(_connections).Select(InEffect).Distinct().Reverse()];

    /// <summary>The connections that completion leaves alone for a while.</summary>
    public UnansweringConnections Unanswering { get; } = new();

    /// <summary>Whether a transaction is under way.</summary>
    public bool IsInTransaction => _transactions.Count > 0;

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

    /// <summary>The table of the runspace that is waiting for a completion; null where it has none yet.</summary>
    public static ConnectionTable? OfCurrentRunspace()
    {
        // Completion has no session state at hand, and a variable is read by a command.
        using System.Management.Automation.PowerShell shell = System.Management.Automation.PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddCommand("Microsoft.PowerShell.Utility\\Get-Variable")
            .AddParameter("Name", Name).AddParameter("Scope", "Global").AddParameter("ValueOnly").AddParameter("ErrorAction", ActionPreference.Ignore);
        return shell.Invoke().FirstOrDefault()?.BaseObject as ConnectionTable;
    }

    /// <summary>Makes a connection the current one, in place of one with the same name.</summary>
    public void Add(LakeConnection connection)
    {
        _connections.RemoveAll(known => HasName(known, connection.Name));
        _connections.Add(connection);
    }

    /// <summary>Forgets a connection.</summary>
    public void Remove(LakeConnection connection) => _connections.RemoveAll(known => IsSame(known, connection));

    /// <summary>The connection of a name, or null.</summary>
    public LakeConnection? Find(string name) => _connections.FindLast(known => HasName(known, name));

    /// <summary>Makes a transaction's connection the current one, and has it stand in for the one that the transaction runs over.</summary>
    public void Enter(LakeTransaction transaction)
    {
        _transactions.Add(transaction);
        _connections.Add(transaction.Connection);
    }

    /// <summary>Ends what <see cref="Enter"/> began.</summary>
    public void Leave(LakeTransaction transaction)
    {
        _transactions.Remove(transaction);
        _connections.Remove(transaction.Connection);
    }

    /// <summary>The transactions under way over a connection, the innermost last.</summary>
    public IEnumerable<LakeTransaction> TransactionsOver(LakeS3Connection connection) =>
        _transactions.Where(transaction => transaction.Connection.IsSameAs(connection));

    /// <summary>The connection to use where one is given: that of the innermost transaction over it, or it itself.</summary>
    public LakeConnection InEffect(LakeConnection connection) =>
        connection is LakeS3Connection lake && TransactionsOver(lake).LastOrDefault() is LakeTransaction innermost ? innermost.Connection : connection;

    /// <summary>The connection that an argument of <c>-Connection</c> means: an object, a name, or the current one where it is left out.</summary>
    public LakeConnection? Meant(object? argument) => (argument is PSObject wrapped ? wrapped.BaseObject : argument) switch
    {
        null => Current,
        LakeConnection connection => InEffect(connection),
        string name => Find(name) is LakeConnection named ? InEffect(named) : null,
        _ => null,
    };

    private static bool IsSame(LakeConnection one, LakeConnection other) =>
        ReferenceEquals(one, other) || (one is LakeS3Connection store && other is LakeS3Connection another && store.IsSameAs(another));

    private static bool HasName(LakeConnection connection, string name) =>
        string.Equals(connection.Name, name, StringComparison.OrdinalIgnoreCase);
}
