using System.Globalization;
using System.Management.Automation;
using LakeFS.S3.PowerShell.Commands.Base;

namespace LakeFS.S3.PowerShell.Commands.Transfers;

/// <summary>What a command for many objects reports when an error ends it before all of them were tried.</summary>
internal static class EarlyEnd
{
    /// <summary>Whether the first error record ends the command, because -ErrorAction or its preference is Stop.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    public static bool StopsAtErrors(this LakeCmdlet cmdlet) =>
        LanguagePrimitives.TryConvertTo(
            cmdlet.MyInvocation.BoundParameters.TryGetValue("ErrorAction", out object? given) ? given : cmdlet.GetVariableValue("ErrorActionPreference"),
            out ActionPreference preference)
        && preference == ActionPreference.Stop;

    /// <summary>Counts the objects in a warning.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="done">What was done to the objects: <c>written</c>.</param>
    /// <param name="succeeded">How many succeeded.</param>
    /// <param name="failed">How many failed.</param>
    /// <param name="left">How many more there were.</param>
    public static void WarnOfEarlyEnd(this LakeCmdlet cmdlet, string done, long succeeded, long failed, long left) => cmdlet.WriteWarning(string.Format(
        CultureInfo.CurrentCulture,
        "The command ends early: {0:N0} objects were {1}, {2:N0} failed, and {3:N0} more were not tried or not finished.",
        succeeded,
        done,
        failed,
        left));
}
