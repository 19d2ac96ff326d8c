using System.IO;

namespace LakeFS.S3.PowerShell.Commands.LocalGateway;

/// <summary>The program of the local gateway, which is in the module's folder, but is not loaded into PowerShell.</summary>
internal static class GatewayProgram
{
    // The cmdlets are in bin/Core or bin/Desktop.
    private const string FromAssembly = "../../LocalGateway/LakeFS.S3.LocalGateway.dll";

    /// <summary>The full path of the program.</summary>
    /// <exception cref="LakeS3Exception"><c>LakeGatewayNotInstalled</c>.</exception>
    public static string Find()
    {
        string folder = Path.GetDirectoryName(typeof(GatewayProgram).Assembly.Location)!;
        string program = Path.GetFullPath(Path.Combine(folder, FromAssembly));
        return File.Exists(program) ? program : throw LocalGatewayErrors.NotInstalled(program);
    }
}
