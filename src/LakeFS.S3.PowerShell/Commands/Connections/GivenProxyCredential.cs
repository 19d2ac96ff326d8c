using System.Management.Automation;
using System.Net;

namespace LakeFS.S3.PowerShell.Commands.Connections;

/// <summary>The user name and password for a proxy.</summary>
internal static class GivenProxyCredential
{
    /// <summary>Converts a parameter's value; null for none.</summary>
    // PowerShell treats what follows an @ as a domain, but in proxies' user names it is often part of the name.
    public static NetworkCredential? Of(PSCredential? credential) => credential is null ? null
        : credential.UserName.IndexOf('\\') >= 0 ? credential.GetNetworkCredential()
        : new NetworkCredential(credential.UserName, credential.Password);
}
