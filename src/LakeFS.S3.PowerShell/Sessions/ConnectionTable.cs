using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace LakeFS.S3.PowerShell.Sessions;

/// <summary>
/// The open connections and active transactions of a runspace, stored in a variable of its session state, so that runspaces
/// in the same process are independent.
/// </summary>
internal sealed class ConnectionTable
{
    private const string Name = "LakeFS.S3.Connections";
    private const string Variable = "global:" + Name;

    // In the order in which they became current, including the connections of transactions.
    private readonly List<LakeConnection> _connections = [];
    private readonly List<LakeTransaction> _transactions = [];

    /// <summary>The default connection of cmdlets: the one opened last, or that of a transaction started since.</summary>
    public LakeConnection? Current => _connections.LastOrDefault();

    /// <summary>All open connections as cmdlets use them now, the current one last.</summary>
    public IReadOnlyList<LakeConnection> All =>
        [.. Enumerable.Reverse(_connections).Select(InEffect).Distinct().Reverse()];

    /// <summary>The servers that completion does not ask for some seconds.</summary>
    public UnansweringServers Unanswering { get; } = new();

    /// <summary>What completion need not ask for again.</summary>
    public CompletionCache Completions { get; } = new();

    /// <summary>The imports that the session has started and did not wait for; lakeFS has no list of them.</summary>
    public List<LakeImport> Imports { get; } = [];

    /// <summary>Whether a transaction is active.</summary>
    public bool HasTransaction => _transactions.Count > 0;

    /// <summary>The table of a session; created on first use.</summary>
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

    /// <summary>The table of the runspace that waits for a completion; created on first use.</summary>
    public static ConnectionTable OfCurrentRunspace()
    {
        if (CurrentRunspace.Variable(Name, "Global") is ConnectionTable table)
        {
            return table;
        }

        table = new ConnectionTable();
        CurrentRunspace.SetGlobal(Name, table);
        return table;
    }

    /// <summary>Makes a connection the current one; replaces one with the same name.</summary>
    public void Add(LakeConnection connection)
    {
        Completions.Clear();
        _connections.RemoveAll(known => HasName(known, connection.Name));
        _connections.Add(connection);
    }

    /// <summary>Makes a connection of the table the current one.</summary>
    /// <param name="known">The connection.</param>
    /// <param name="changed">The same connection, perhaps with other defaults.</param>
    public void Switch(LakeConnection known, LakeConnection changed)
    {
        _connections.Remove(known);
        _connections.Add(changed);
    }

    /// <summary>Whether a connection is the current one, or was before its defaults changed.</summary>
    public bool IsCurrent(LakeConnection connection) => Current is LakeConnection current && IsSame(current, connection);

    /// <summary>Whether an active transaction is over a connection.</summary>
    public bool IsInTransaction(LakeConnection connection) => connection is LakeS3Connection lake && TransactionsOver(lake).Any();

    /// <summary>Removes a connection from the table.</summary>
    public void Remove(LakeConnection connection) => _connections.RemoveAll(known => IsSame(known, connection));

    /// <summary>The connection with a name, or null.</summary>
    public LakeConnection? Find(string name) => _connections.FindLast(known => HasName(known, name));

    /// <summary>
    /// Makes a transaction's connection the current one, and uses it in place of the transaction's base connection.
    /// </summary>
    public void Enter(LakeTransaction transaction)
    {
        _transactions.Add(transaction);
        _connections.Add(transaction.Connection);
    }

    /// <summary>Reverses <see cref="Enter"/>.</summary>
    public void Leave(LakeTransaction transaction)
    {
        _transactions.Remove(transaction);
        _connections.Remove(transaction.Connection);
    }

    /// <summary>The active transactions on a connection, innermost last.</summary>
    public IEnumerable<LakeTransaction> TransactionsOver(LakeS3Connection connection) =>
        _transactions.Where(transaction => transaction.Connection.IsSameAs(connection));

    /// <summary>The connection to use for a given one: that of its innermost transaction, or itself.</summary>
    public LakeConnection InEffect(LakeConnection connection) =>
        connection is LakeS3Connection lake && TransactionsOver(lake).LastOrDefault() is LakeTransaction innermost ? innermost.Connection : connection;

    /// <summary>The connection for an argument of <c>-Connection</c>: an object or a name; null for the current connection.</summary>
    public LakeConnection? ForArgument(object? argument) => (argument is PSObject wrapped ? wrapped.BaseObject : argument) switch
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
