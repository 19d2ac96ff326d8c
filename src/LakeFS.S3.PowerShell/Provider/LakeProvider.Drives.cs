using System;
using System.Linq;
using System.Management.Automation;
using LakeFS.S3.PowerShell.Provider.Places;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell.Provider;

/// <content>New-PSDrive and Remove-PSDrive.</content>
public sealed partial class LakeProvider
{
    private static readonly string[] Schemes = ["lakefs://", "s3://"];

    /// <inheritdoc/>
    protected override object NewDriveDynamicParameters() => new DriveParameters();

    /// <inheritdoc/>
    protected override PSDriveInfo? NewDrive(PSDriveInfo drive) => Ask<PSDriveInfo?>(drive?.Root ?? string.Empty, failed: null, () =>
    {
        ConnectionTable connections = ConnectionTable.Of(SessionState);
        LakeConnection? given = (DynamicParameters as DriveParameters)?.Connection;
        LakeConnection connection = given is not null ? connections.InEffect(given)
            : connections.Current
            ?? AutoConnection.Open(SessionState, new ConnectionNotices(WriteVerbose, WriteWarning), WriteVerbose)
            ?? throw CmdletErrors.NotConnected();
        string root = drive!.Root;
        string? scheme = Schemes.FirstOrDefault(known => root.StartsWith(known, StringComparison.OrdinalIgnoreCase));
        DrivePath path = DrivePath.Of(connection.Name, root.Substring(scheme?.Length ?? 0));
        WriteVerbose($"Making a drive of '{path}' over the connection '{connection.Name}'.");
        RequireRoot(new DrivePlace(connection, path));
        return new LakeDrive(drive, path, connection);
    });

    // A folder need not be there: it comes with the first object that is written to it.
    private void RequireRoot(DrivePlace root)
    {
        if (root.Kind != PlaceKind.Connection)
        {
            _ = Listing.List(root).Any();
        }
    }

    private bool IsRoot(DrivePlace place) =>
        PSDriveInfo is LakeDrive drive && place.Path.ToString().Equals(drive.RootPath.ToString(), StringComparison.OrdinalIgnoreCase);
}
