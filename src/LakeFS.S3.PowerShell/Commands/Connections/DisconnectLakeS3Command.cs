using System.Management.Automation;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Completion;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell;

/// <summary>Closes the session's connection, or the given ones.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "LakeS3", DefaultParameterSetName = CurrentSet)]
public sealed class DisconnectLakeS3Command : LakeCmdlet
{
    private const string CurrentSet = "Current";
    private const string ConnectionSet = "Connection";
    private const string NameSet = "Name";

    /// <summary>The connection to close.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ConnectionSet)]
    [ConnectionTransformation]
    public LakeConnection? Connection { get; set; }

    /// <summary>The name of the connection to close; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = NameSet)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public string? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(Name, () =>
    {
        ConnectionTable table = ConnectionTable.Of(SessionState);
        LakeConnection[] closing = ParameterSetName switch
        {
            ConnectionSet => [Connection!],
            NameSet => [.. NamedConnections.Select(table, Name!)],
            _ => table.Current is LakeConnection current ? [current] : [],
        };
        if (closing.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(Name ?? string.Empty))
        {
            Report(CmdletErrors.ConnectionNotFound(Name), Name);
        }

        foreach (LakeConnection connection in closing)
        {
            WriteVerbose($"Closing the connection '{connection.Name}'.");
            table.Remove(connection);
            connection.Dispose();
        }
    });
}
