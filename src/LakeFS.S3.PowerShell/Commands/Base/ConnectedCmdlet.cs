using System.Management.Automation;
using LakeFS.S3.PowerShell.Completion;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell.Commands.Base;

/// <summary>The base class of cmdlets that use a connection: the session's, or one given as a parameter.</summary>
public abstract class ConnectedCmdlet : LakeCmdlet
{
    private LakeConnection? _connection;

    /// <summary>The connection, as an object or a name; by default the session's.</summary>
    [Parameter]
    [ValidateNotNull]
    [ConnectionTransformation]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public LakeConnection? Connection { get; set; }

    /// <summary>The connection in use.</summary>
    protected LakeConnection ActiveConnection => _connection ??= (Connection is null ? Connections.Current : Connections.InEffect(Connection)) ?? throw CmdletErrors.NotConnected();

    /// <summary>The connection in use, for operations that only lakeFS supports.</summary>
    protected LakeS3Connection LakeFSConnection =>
        ActiveConnection is LakeS3Connection { Store: StoreKind.LakeFS } lakeFS ? lakeFS : throw CmdletErrors.NeedsLakeFS(MyInvocation.MyCommand.Name, ActiveConnection);

    /// <summary>The session's connections and transactions.</summary>
    private protected ConnectionTable Connections => ConnectionTable.Of(SessionState);

    /// <summary>Checks that there is a connection that the cmdlet can use.</summary>
    private protected virtual void RequireConnection() => _ = LakeFSConnection;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        try
        {
            RequireConnection();
        }
        catch (LakeS3Exception error)
        {
            ThrowTerminatingError(LakeErrorRecord.From(error, null));
        }
    }

    /// <summary>Resolves a ref, using the connection's defaults.</summary>
    /// <param name="repository">The repository, or null.</param>
    /// <param name="reference">The ref, or null.</param>
    /// <returns>The address of the ref.</returns>
    private protected ObjectAddress ResolveRef(string? repository, string? reference) =>
        LakeFSConnection.ResolvePrefix(new ObjectName { Repository = repository, Ref = reference });

    /// <summary>Describes a ref for messages.</summary>
    /// <param name="what">The kind: branch, tag or ref.</param>
    /// <param name="address">The address of the ref.</param>
    /// <returns>For example, <c>branch 'dev' of repository 'lake'</c>.</returns>
    private protected static string Describe(string what, ObjectAddress address) => $"{what} '{address.Ref}' of repository '{address.Container}'";
}
