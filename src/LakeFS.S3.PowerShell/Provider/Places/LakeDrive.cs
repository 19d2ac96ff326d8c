using System.Management.Automation;

namespace LakeFS.S3.PowerShell.Provider.Places;

/// <summary>A drive, and the connection that it was made over.</summary>
internal sealed class LakeDrive : PSDriveInfo
{
    public LakeDrive(PSDriveInfo drive, DrivePath root, LakeConnection connection)
        : base(drive.Name, drive.Provider, root.ToString(), drive.Description, drive.Credential)
    {
        RootPath = root;
        Connection = connection;
    }

    public LakeConnection Connection { get; }

    /// <summary>The root; its text is <see cref="PSDriveInfo.Root"/>.</summary>
    public DrivePath RootPath { get; }

    /// <summary>The refs that it has seen to be branches.</summary>
    public WritableRefs Writable { get; } = new();
}
