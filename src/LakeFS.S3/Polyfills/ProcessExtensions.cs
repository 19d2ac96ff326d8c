using System.Diagnostics;

namespace LakeFS.S3.Polyfills;

/// <summary>What .NET Core has of processes.</summary>
internal static class ProcessExtensions
{
    /// <summary>Ends a process. Those that it started live on: .NET Standard does not know them.</summary>
    public static void Kill(this Process process, bool entireProcessTree)
    {
        _ = entireProcessTree;
        process.Kill();
    }
}
