using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;
using System.Management.Automation;
using Shell = System.Management.Automation.PowerShell;

namespace LakeFS.S3.PowerShell.Sessions;

/// <summary>Secrets of saved connections, in a vault of the module Microsoft.PowerShell.SecretManagement.</summary>
internal static class SecretVault
{
    private const string Module = "Microsoft.PowerShell.SecretManagement";

    /// <summary>The vault to use if none is named: the default one, or the only one; null if the module or a vault is missing.</summary>
    public static string? Default()
    {
        try
        {
            PSObject[] vaults = [.. Invoke("Get-SecretVault", [])];
            PSObject? vault = vaults.FirstOrDefault(known => LanguagePrimitives.IsTrue(known.Properties["IsDefault"]?.Value)) ?? (vaults.Length == 1 ? vaults[0] : null);
            return vault?.Properties["Name"]?.Value as string;
        }
        catch (CommandNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Stores the key pair of a connection.</summary>
    /// <exception cref="LakeS3Exception"><c>LakeVaultFailed</c>.</exception>
    public static void Store(string vault, string connection, PSCredential keys) =>
        Call(vault, "Set-Secret", new() { ["Name"] = NameOf(connection), ["Vault"] = vault, ["Secret"] = keys });

    /// <summary>Returns the key pair of a connection.</summary>
    /// <exception cref="LakeS3Exception"><c>LakeVaultFailed</c>.</exception>
    public static PSCredential Find(string vault, string connection) =>
        Call(vault, "Get-Secret", new() { ["Name"] = NameOf(connection), ["Vault"] = vault })?.BaseObject as PSCredential
            ?? throw CmdletErrors.VaultFailed(vault, $"it has no credential named '{NameOf(connection)}'", inner: null);

    private static string NameOf(string connection) => $"LakeFS.S3-{connection}";

    private static PSObject? Call(string vault, string command, Dictionary<string, object> parameters)
    {
        try
        {
            return Invoke(command, parameters).FirstOrDefault();
        }
        catch (RuntimeException inner)
        {
            throw CmdletErrors.VaultFailed(vault, inner.Message, inner);
        }
    }

    private static Collection<PSObject> Invoke(string command, Dictionary<string, object> parameters)
    {
        using Shell shell = Shell.Create(RunspaceMode.CurrentRunspace);
        return shell.AddCommand($"{Module}\\{command}").AddParameters(parameters).AddParameter("ErrorAction", ActionPreference.Stop).Invoke();
    }
}
