using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Runtime.InteropServices;

namespace LakeFS.S3.PowerShell.Commands.LocalGateway;

/// <summary>Finds the command that runs .NET programs.</summary>
/// <remarks>PowerShell's own runtime does not help: it has no ASP.NET Core, and brings no command to run another program.</remarks>
internal static class DotnetHost
{
    private const string RootVariable = "DOTNET_ROOT";

    private static readonly bool IsWindows = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);
    private static readonly string FileName = IsWindows ? "dotnet.exe" : "dotnet";

    // Where installers put it that do not change PATH, or change it only for sessions that start later.
    private static readonly string[] InstallationFolders = IsWindows
        ? [Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "dotnet")]
        : ["/usr/share/dotnet", "/usr/lib/dotnet", "/usr/lib64/dotnet", "/usr/local/share/dotnet"];

    /// <summary>The full path of the command: below DOTNET_ROOT if that is set, else on PATH, else where it is usually installed.</summary>
    /// <exception cref="LakeS3Exception"><c>LakeGatewayRuntimeMissing</c>.</exception>
    public static string Find(CommandInvocationIntrinsics commands)
    {
        string? root = Environment.GetEnvironmentVariable(RootVariable);
        if (!string.IsNullOrEmpty(root))
        {
            string file = Path.Combine(root, FileName);
            return File.Exists(file) ? file : throw LocalGatewayErrors.DotnetMissing(root);
        }

        // PowerShell searches PATH alone; the operating system would take a program of the current folder too.
        return (commands.GetCommand(FileName, CommandTypes.Application) as ApplicationInfo)?.Path
            ?? InstallationFolders.Select(folder => Path.Combine(folder, FileName)).FirstOrDefault(File.Exists)
            ?? throw LocalGatewayErrors.DotnetMissing(root: null);
    }
}
