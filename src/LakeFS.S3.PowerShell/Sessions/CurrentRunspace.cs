using System.Linq;
using System.Management.Automation;
using Shell = System.Management.Automation.PowerShell;

namespace LakeFS.S3.PowerShell.Sessions;

/// <summary>The variables of the runspace that waits for a completion. A completer has no session state, so commands read and set them.</summary>
internal static class CurrentRunspace
{
    /// <summary>The value of a variable; null if there is none.</summary>
    /// <param name="name">The variable's name.</param>
    /// <param name="scope">Its scope; null for the current one and those around it.</param>
    public static object? Variable(string name, string? scope = null)
    {
        using Shell shell = Shell.Create(RunspaceMode.CurrentRunspace);
        shell.AddCommand("Microsoft.PowerShell.Utility\\Get-Variable")
            .AddParameter("Name", name).AddParameter("ValueOnly").AddParameter("ErrorAction", ActionPreference.Ignore);
        if (scope is not null)
        {
            shell.AddParameter("Scope", scope);
        }

        return shell.Invoke().FirstOrDefault()?.BaseObject;
    }

    /// <summary>Sets a global variable.</summary>
    public static void SetGlobal(string name, object value)
    {
        using Shell shell = Shell.Create(RunspaceMode.CurrentRunspace);
        shell.AddCommand("Microsoft.PowerShell.Utility\\Set-Variable").AddParameter("Name", name).AddParameter("Value", value).AddParameter("Scope", "Global").Invoke();
    }
}
