using System.Linq;
using System.Management.Automation;
using LakeFS.S3.PowerShell.Commands.Parameters;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell.Commands.Connections;

/// <summary>What Connect-LakeS3 can set on a connection that shares the clients of another.</summary>
internal static class SharedSettings
{
    private static readonly string[] Own =
    [
        nameof(ConnectLakeS3Command.Connection), nameof(ConnectLakeS3Command.Name), nameof(ConnectLakeS3Command.Repository), nameof(ConnectLakeS3Command.Ref),
        nameof(ConnectLakeS3Command.BucketName), nameof(ConnectLakeS3Command.NoVerify), nameof(ConnectLakeS3Command.PassThru),
    ];

    /// <summary>Checks that a connection can be shared, and that no parameter sets what its clients have decided.</summary>
    /// <param name="connection">The connection to share.</param>
    /// <param name="invocation">The command.</param>
    /// <param name="defaults">$PSDefaultParameterValues, which decide nothing here.</param>
    /// <returns>The connection.</returns>
    /// <exception cref="LakeS3Exception"><c>LakeNotLakeFS</c> or <c>LakeSettingFixed</c>.</exception>
    public static LakeS3Connection Require(LakeConnection connection, InvocationInfo invocation, object? defaults)
    {
        CommandLine line = new(invocation, defaults);
        string? other = invocation.BoundParameters.Keys.FirstOrDefault(
            given => !Own.Contains(given) && !Cmdlet.CommonParameters.Contains(given) && !line.IsDefault(given));
        return connection is not LakeS3Connection shared ? throw CmdletErrors.NeedsLakeFS(invocation.MyCommand.Name, connection)
            : other is null ? shared
            : throw CmdletErrors.SettingFixed(other, shared);
    }
}
