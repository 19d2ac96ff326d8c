using System.Management.Automation;
using LakeFS.S3.Errors;
using LakeFS.S3.Primitives;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell.Commands.Base;

/// <summary>Warnings after a failure or Ctrl+C, when the pipeline may accept no records any more.</summary>
internal static class CleanUpWarnings
{
    /// <summary>Warns about something that is left on the server, and names the command that removes it.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="left">What is left; null for nothing.</param>
    public static void WarnOf(this LakeCmdlet cmdlet, Leftover? left)
    {
        if (left is not null)
        {
            cmdlet.Warn(LeftoverText.Of(left));
        }
    }

    /// <summary>Writes a warning; the host can still display it if the pipeline is being stopped.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="message">The warning.</param>
    public static void Warn(this LakeCmdlet cmdlet, string message)
    {
        try
        {
            cmdlet.WriteWarning(message);
        }
        catch (PipelineStoppedException)
        {
            cmdlet.Host?.UI?.WriteWarningLine(VisibleText.Of(message));
        }
    }
}
