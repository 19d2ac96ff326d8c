using System.Management.Automation;
using System.Net;
using LakeFS.S3.Connections;
using LakeFS.S3.PowerShell.Commands.Base;
using LakeFS.S3.PowerShell.Completion;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell;

/// <summary>Saves a connection for later sessions, its secret in a vault if there is one.</summary>
[Cmdlet(VerbsData.Save, "LakeS3Connection", SupportsShouldProcess = true)]
public sealed class SaveLakeS3ConnectionCommand : LakeCmdlet
{
    /// <summary>The name to save under; by default the connection's. Without -Connection, the open connection of that name is saved, or else the session's.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(SavedConnectionCompleter))]
    public string? Name { get; set; }

    /// <summary>The connection to save, as an object or a name; by default the session's.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNull]
    [ConnectionTransformation]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public LakeConnection? Connection { get; set; }

    /// <summary>The vault for the secret; by default the default vault of Microsoft.PowerShell.SecretManagement.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string? Vault { get; set; }

    /// <summary>Does not save the secret.</summary>
    [Parameter]
    public SwitchParameter NoSecret { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(Name ?? Connection?.Name, () =>
    {
        if (EmptyParameter() is LakeS3Exception empty)
        {
            throw empty;
        }

        ConnectionTable connections = ConnectionTable.Of(SessionState);
        LakeConnection connection = Connection ?? (Name is null ? null : connections.Find(Name)) ?? connections.Current ?? throw CmdletErrors.NotConnected();
        LakeS3Connection store = connection as LakeS3Connection ?? throw CmdletErrors.RouterNotSavable(connection);
        SavedConnection saved = SavedConnection.Of(store);
        saved.Name = Name ?? store.Name;
        if (!ShouldProcess($"connection '{saved.Name}' to {store.EndpointUrl}", "Save"))
        {
            return;
        }

        SaveSecret(store, saved);
        WriteVerbose($"Saved the connection '{saved.Name}' as '{SavedConnections.Save(saved)}'.");
    });

    // A key pair from a profile, a variable or a file is looked up there again.
    private void SaveSecret(LakeS3Connection connection, SavedConnection saved)
    {
        if (saved.AccessKeyId is null || NoSecret)
        {
            return;
        }

        if (connection.Credential.HasSessionToken)
        {
            WriteWarning($"The key pair of '{saved.Name}' was not saved: it is a temporary one. Connect-LakeS3 -Name '{saved.Name}' needs -Credential and -SessionToken.");
            return;
        }

        saved.Vault = Vault ?? SecretVault.Default();
        if (saved.Vault is null)
        {
            WriteWarning($"The secret of '{saved.Name}' was not saved: the module Microsoft.PowerShell.SecretManagement is not installed, or has no default vault. "
                + $"Connect-LakeS3 -Name '{saved.Name}' needs -Credential.");
            return;
        }

        SecretVault.Store(saved.Vault, saved.Name, new PSCredential(saved.AccessKeyId, new NetworkCredential(string.Empty, connection.Credential.SecretAccessKey).SecurePassword));
        WriteVerbose($"Stored the key pair in the vault '{saved.Vault}'.");
    }
}
