using System;

namespace LakeFS.S3.PowerShell.Sessions;

/// <summary>What a user is told about a new connection.</summary>
/// <param name="verbose">Writes a verbose message.</param>
/// <param name="warn">Writes a warning.</param>
internal sealed class ConnectionNotices(Action<string> verbose, Action<string> warn)
{
    /// <summary>Says where the connection leads and with which key pair, and warns of what makes it unsafe.</summary>
    public void Write(LakeS3Connection connection)
    {
        verbose($"Connecting to {connection.EndpointUrl} with access key {connection.AccessKeyId} from {connection.CredentialSource}.");
        if (connection.EndpointNormalized)
        {
            verbose("The endpoint's /api/v1 was left out: it belongs to the REST API.");
        }

        if (connection.Store == StoreKind.LakeFS && connection.EndpointUrl.Scheme == Uri.UriSchemeHttp && !connection.EndpointUrl.IsLoopback)
        {
            warn($"The connection to {connection.EndpointUrl} is not encrypted: anyone on the way can read the secret access key, which lakeFS's REST API takes as it is. "
                + "Use an https:// URL. If you trust the network, -WarningAction SilentlyContinue leaves this warning out.");
        }

        if (connection.SkipCertificateCheck)
        {
            warn($"Any certificate is accepted for {connection.EndpointUrl}: any server that answers there is trusted.");
        }
    }
}
