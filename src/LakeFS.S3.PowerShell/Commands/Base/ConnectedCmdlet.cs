using System.Management.Automation;
using LakeFS.S3.PowerShell.Completion;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell.Commands.Base;

/// <summary>A cmdlet that works over a connection to lakeFS: the session's, or the one it is given.</summary>
public abstract class ConnectedCmdlet : LakeCmdlet
{
    private LakeConnection? _connection;
    private bool _hasBegun;

    /// <summary>The connection to use instead of the session's; an object or a name.</summary>
    [Parameter]
    [ValidateNotNull]
    [ConnectionTransformation]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public LakeConnection? Connection { get; set; }

    /// <summary>The connection in use, whatever it leads to.</summary>
    protected LakeConnection ActiveConnection => _connection ??= (Connection is null ? Connections.Current : Connections.InEffect(Connection)) ?? throw CmdletErrors.NotConnected();

    /// <summary>The connection in use, for what only lakeFS has.</summary>
    protected LakeS3Connection LakeFSConnection =>
        ActiveConnection is LakeS3Connection { Store: StoreKind.LakeFS } lakeFS ? lakeFS : throw CmdletErrors.NeedsLakeFS(MyInvocation.MyCommand.Name, ActiveConnection);

    /// <summary>The session's connections, and its transactions.</summary>
    private protected ConnectionTable Connections => ConnectionTable.Of(SessionState);

    /// <summary>Makes sure that there is a connection, and one that the cmdlet can work with.</summary>
    private protected virtual void RequireConnection() => _ = LakeFSConnection;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        try
        {
            RequireConnection();
            if (EmptyParameter() is LakeS3Exception empty)
            {
                throw empty;
            }
        }
        catch (LakeS3Exception error)
        {
            ThrowTerminatingError(LakeErrorRecord.From(error, null));
        }

        _hasBegun = true;
    }

    /// <summary>What a parameter gets that columns of tables bind to: an empty cell, as Import-Csv reads it, says nothing.</summary>
    /// <param name="value">The value, from the command line or from a column.</param>
    /// <returns>The value; null for an empty cell.</returns>
    private protected string? CellOf(string? value) => _hasBegun && value is "" ? null : value;

    /// <summary>A prefix where a slash alone says everything, which nothing and an empty text do not.</summary>
    /// <param name="prefix">The prefix, or null.</param>
    /// <returns>The same; empty for a slash alone.</returns>
    private protected static string? Whole(string? prefix) => prefix == "/" ? string.Empty : prefix;

    /// <summary>A ref of a repository, with the connection's defaults filled in.</summary>
    /// <param name="repository">The repository, or null.</param>
    /// <param name="reference">The ref, or null.</param>
    /// <returns>Repository and ref.</returns>
    private protected ObjectAddress ResolveRef(string? repository, string? reference) =>
        LakeFSConnection.ResolvePrefix(new ObjectName { Repository = repository, Ref = reference });

    /// <summary>What a ref is called in messages.</summary>
    /// <param name="what">Branch, tag or ref.</param>
    /// <param name="address">Where it is.</param>
    /// <returns>Such as <c>branch 'dev' of repository 'lake'</c>.</returns>
    private protected static string Describe(string what, ObjectAddress address) => $"{what} '{address.Ref}' of repository '{address.Container}'";
}
