using System.Management.Automation;

namespace LakeFS.S3.PowerShell;

/// <summary>A cmdlet that works over a connection: the session's, or the one it is given.</summary>
public abstract class ConnectedCmdlet : LakeCmdlet
{
    private LakeS3Connection? _connection;

    /// <summary>The connection to use instead of the session's; an object or a name.</summary>
    [Parameter]
    [ValidateNotNull]
    [ConnectionTransformation]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public LakeS3Connection? Connection { get; set; }

    /// <summary>The connection in use.</summary>
    protected LakeS3Connection Lake => _connection ??= (Connection is null ? Connections.Current : Connections.InEffect(Connection)) ?? throw NotConnected();

    /// <summary>The session's connections, and its transactions.</summary>
    private protected ConnectionTable Connections => ConnectionTable.Of(SessionState);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        try
        {
            _ = Lake;
        }
        catch (LakeS3Exception error)
        {
            ThrowTerminatingError(LakeErrorRecord.From(error, null));
        }
    }

    private static LakeS3Exception NotConnected() => new(
        "LakeNotConnected", LakeErrorKind.Connection, "This session is not connected to lakeFS.")
    {
        RecommendedAction = "Run Connect-LakeS3, or use -Connection.",
    };
}
