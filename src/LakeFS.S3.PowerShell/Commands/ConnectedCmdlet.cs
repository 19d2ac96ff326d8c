using System.Management.Automation;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell;

/// <summary>A cmdlet that works over a connection to lakeFS: the session's, or the one it is given.</summary>
public abstract class ConnectedCmdlet : LakeCmdlet
{
    private LakeConnection? _connection;

    /// <summary>The connection to use instead of the session's; an object or a name.</summary>
    [Parameter]
    [ValidateNotNull]
    [ConnectionTransformation]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public LakeConnection? Connection { get; set; }

    /// <summary>The connection in use, whatever it leads to.</summary>
    protected LakeConnection Via => _connection ??= (Connection is null ? Connections.Current : Connections.InEffect(Connection)) ?? throw CmdletErrors.NotConnected();

    /// <summary>The connection in use, for what only lakeFS has.</summary>
    protected LakeS3Connection Lake => Via is LakeS3Connection { Store: StoreKind.LakeFS } lake ? lake : throw CmdletErrors.NeedsLakeFS(MyInvocation.MyCommand.Name, Via);

    /// <summary>The session's connections, and its transactions.</summary>
    private protected ConnectionTable Connections => ConnectionTable.Of(SessionState);

    /// <summary>Makes sure that there is a connection, and one that the cmdlet can work with.</summary>
    private protected virtual void RequireConnection() => _ = Lake;

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
}
