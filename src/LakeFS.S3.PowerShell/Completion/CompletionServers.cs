using System;
using System.Collections;
using LakeFS.S3.Connections;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell.Completion;

/// <summary>Finds the server that a completion asks.</summary>
/// <param name="table">The session's connections.</param>
internal sealed class CompletionServers(ConnectionTable table)
{
    /// <summary>
    /// The server of -Connection or of the session's connection; for Connect-LakeS3 the one that its parameters lead to, and
    /// for the first command of a session the one that it would connect to by itself.
    /// </summary>
    /// <param name="command">The command's name.</param>
    /// <param name="bound">Its parameters.</param>
    /// <returns>The server; null for none.</returns>
    /// <exception cref="LakeS3Exception">The parameters or lakectl's configuration can't be used.</exception>
    public CompletionServer? Find(string command, IDictionary bound)
    {
        if (string.Equals(command, "Connect-LakeS3", StringComparison.OrdinalIgnoreCase) && bound["Connection"] is null)
        {
            ConnectArguments arguments = new(bound);
            return arguments.OpenName is string name && table.Find(name) is LakeConnection named ? Known(named) : Temporary(arguments.Open());
        }

        // Set-LakeS3Connection names the connection by its name.
        object? given = bound["Connection"] ?? (string.Equals(command, "Set-LakeS3Connection", StringComparison.OrdinalIgnoreCase) ? bound["Name"] : null);
        return table.ForArgument(given) is LakeConnection connection ? Known(connection)
            : given is null && !AutoConnection.IsOff(CurrentRunspace.Variable(AutoConnection.Preference)) ? Temporary(LakectlConnection.Open())
            : null;
    }

    private CompletionServer Known(LakeConnection connection) => new(connection, table.Completions, IsTemporary: false);

    // The command warns before it sends a secret over a network that anyone can read. A completion can't warn.
    private CompletionServer? Temporary(LakeS3Connection? connection)
    {
        if (connection is not null && connection.EndpointUrl.Scheme == Uri.UriSchemeHttp && !connection.EndpointUrl.IsLoopback)
        {
            connection.Dispose();
            return null;
        }

        return connection is null ? null : new(connection, table.Completions, IsTemporary: true);
    }
}
