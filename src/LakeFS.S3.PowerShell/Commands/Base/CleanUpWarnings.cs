using System.Collections.Generic;
using System.Management.Automation;
using LakeFS.S3.Errors;
using LakeFS.S3.Primitives;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell.Commands.Base;

/// <summary>Warnings after a failure or Ctrl+C, when the pipeline may accept no records any more.</summary>
internal static class CleanUpWarnings
{
    /// <summary>Warns about what is left on the server, and names the command that removes it.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="leftovers">What is left.</param>
    public static void WarnOf(this LakeCmdlet cmdlet, IEnumerable<Leftover> leftovers)
    {
        foreach (Leftover left in leftovers)
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
