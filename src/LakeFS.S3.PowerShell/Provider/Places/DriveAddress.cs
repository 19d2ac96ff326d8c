using System;
using System.Linq;
using System.Management.Automation;

namespace LakeFS.S3.PowerShell.Provider.Places;

/// <summary>Lets cmdlets take paths on drives where they take complete addresses.</summary>
internal static class DriveAddress
{
    /// <summary>The address that a path on a drive stands for, such as <c>lakefs://repository/ref/key</c> for <c>lake:/key</c>.</summary>
    /// <param name="session">The session with the drives.</param>
    /// <param name="connection">The cmdlet's connection, which has to be the drive's.</param>
    /// <param name="key">A key, an address, or a path on a drive.</param>
    /// <returns>The address; the key itself if it does not begin with the name of a drive over a connection.</returns>
    /// <exception cref="LakeS3Exception">The drive uses another connection, or the path is above the objects.</exception>
    public static string? Of(SessionState session, LakeConnection connection, string? key)
    {
        int colon = key?.IndexOf(':') ?? -1;
        LakeDrive? drive = colon <= 0
            ? null
            : session.Drive.GetAll().OfType<LakeDrive>().FirstOrDefault(known => known.Name.Equals(key!.Substring(0, colon), StringComparison.OrdinalIgnoreCase));
        if (drive is null)
        {
            return key;
        }

        if (!IsSame(drive.Connection, connection))
        {
            throw DriveErrors.ConnectionsDiffer(drive.Connection.Name, connection.Name);
        }

        string path = key!.Substring(colon + 1);
        string root = path.IndexOfAny(DrivePath.Separators) == 0 ? drive.Root : $"{drive.Root}/{drive.CurrentLocation}";
        DrivePlace place = new(connection, DrivePath.Parse($"{root}/{path}"));
        if (!place.HoldsObjects)
        {
            throw DriveErrors.NotAnObject(place);
        }

        bool isFolder = place.Kind == PlaceKind.Key && path.LastIndexOfAny(DrivePath.Separators) == path.Length - 1;
        return place.Uri + (isFolder ? "/" : string.Empty);
    }

    private static bool IsSame(LakeConnection one, LakeConnection other) =>
        ReferenceEquals(one, other) || (one is LakeS3Connection store && other is LakeS3Connection another && store.IsSameAs(another));
}
