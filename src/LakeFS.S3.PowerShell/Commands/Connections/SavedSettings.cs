using System;
using System.Management.Automation;
using LakeFS.S3.Addressing;
using LakeFS.S3.Connections;
using LakeFS.S3.PowerShell.Sessions;

namespace LakeFS.S3.PowerShell.Commands.Connections;

/// <summary>The settings of a saved connection, for the parameters that are not given.</summary>
/// <param name="saved">The saved connection.</param>
internal sealed class SavedSettings(SavedConnection saved)
{
    /// <summary>The settings that were saved under a name; null for none.</summary>
    /// <exception cref="LakeS3Exception">The file can't be read.</exception>
    public static SavedSettings? Find(string name) => SavedConnections.Find(name) is SavedConnection saved ? new SavedSettings(saved) : null;

    /// <summary>Whether the bucket is part of the host name; null where that is left to the endpoint.</summary>
    public bool? VirtualHost => saved.VirtualHost;

    /// <summary>Sets the parameters that are not given.</summary>
    /// <param name="command">The command.</param>
    /// <param name="isGiven">Whether a parameter is given.</param>
    public void ApplyTo(ConnectLakeS3Command command, Func<string, bool> isGiven)
    {
        command.EndpointUrl = saved.EndpointUrl;
        command.Name = saved.Name;
        command.Store = isGiven(nameof(command.Store)) ? command.Store : saved.Store.ToString();
        (string? repository, string? reference) = AddressParts.OfRef(command.Repository, command.Ref);
        command.Repository = repository ?? saved.Repository;
        command.Ref = reference ?? (repository is null ? saved.Ref : null);
        command.BucketName ??= saved.BucketName;
        command.Region ??= saved.Region;
        command.CACertificate ??= saved.CACertificate;
        command.Proxy ??= saved.Proxy is null ? null : new Uri(saved.Proxy);
        command.SkipCertificateCheck = isGiven(nameof(command.SkipCertificateCheck)) ? command.SkipCertificateCheck : saved.SkipCertificateCheck;
        command.RequestChecksum = isGiven(nameof(command.RequestChecksum)) ? command.RequestChecksum : saved.RequestChecksum.ToString();
        command.ResponseValidation = isGiven(nameof(command.ResponseValidation)) ? command.ResponseValidation : saved.ResponseValidation.ToString();
        command.PayloadSigning = isGiven(nameof(command.PayloadSigning)) ? command.PayloadSigning : saved.PayloadSigning.ToString();
        command.DirectTransfer = isGiven(nameof(command.DirectTransfer)) ? command.DirectTransfer : saved.DirectTransfer.ToString();
        command.TimeoutSeconds = isGiven(nameof(command.TimeoutSeconds)) ? command.TimeoutSeconds : saved.TimeoutSeconds;
        command.MaxRetries = isGiven(nameof(command.MaxRetries)) ? command.MaxRetries : saved.MaxRetries;
        command.MaxConcurrency = isGiven(nameof(command.MaxConcurrency)) ? command.MaxConcurrency : saved.MaxConcurrency;
        if (!(isGiven(nameof(command.Credential)) || isGiven(nameof(command.AccessKeyId))))
        {
            command.ProfileName ??= saved.ProfileName;
            command.LakectlConfig ??= saved.LakectlConfig;
        }
    }

    /// <summary>The saved key pair; null if it is looked up as it was before the connection was saved.</summary>
    /// <param name="command">The command.</param>
    /// <exception cref="LakeS3Exception"><c>LakeSecretNotSaved</c> or <c>LakeVaultFailed</c>.</exception>
    public LakeCredential? Credential(ConnectLakeS3Command command)
    {
        if (saved.Anonymous)
        {
            return LakeCredential.Anonymous("the saved connection");
        }

        if (saved.AccessKeyId is null || command.MyInvocation.BoundParameters.ContainsKey(nameof(command.ProfileName)))
        {
            return null;
        }

        PSCredential keys = SecretVault.Find(saved.Vault ?? throw CmdletErrors.SecretNotSaved(saved.Name, saved.AccessKeyId), saved.Name);
        return new LakeCredential(keys.UserName, keys.GetNetworkCredential().Password, $"the vault '{saved.Vault}'");
    }
}
