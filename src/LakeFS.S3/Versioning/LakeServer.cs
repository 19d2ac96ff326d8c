using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Rest;

namespace LakeFS.S3;

/// <summary>Gets information about the server.</summary>
public sealed class LakeServer
{
    private readonly LakeS3Connection _connection;
    private readonly RestClient _rest;

    /// <summary>Uses a connection.</summary>
    /// <param name="connection">The connection.</param>
    public LakeServer(LakeS3Connection connection)
    {
        _connection = connection;
        _rest = new RestClient(connection);
    }

    /// <summary>Gets version, storage and user, with two requests.</summary>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <returns>The information about the server.</returns>
    /// <exception cref="LakeS3Exception">The server rejected the request or could not be reached.</exception>
    public async Task<LakeServerInfo> GetInfoAsync(CancellationToken cancellationToken)
    {
        RestCall call = new(RestOperation.ReadServer, null, null);
        ServerConfigModel config = await _rest.GetAsync(call, new RestPath("config"), RestJson.Default.ServerConfigModel, cancellationToken).ConfigureAwait(false);
        CurrentUserModel user = await _rest.GetAsync(call, new RestPath("user"), RestJson.Default.CurrentUserModel, cancellationToken).ConfigureAwait(false);
        return new LakeServerInfo(_connection.EndpointUrl.AbsoluteUri.TrimEnd('/'))
        {
            Version = config.VersionConfig?.Version,
            LatestVersion = config.VersionConfig?.LatestVersion,
            UpgradeRecommended = config.VersionConfig?.UpgradeRecommended == true,
            StorageType = config.StorageConfig?.BlockstoreType,
            StorageNamespaceExample = config.StorageConfig?.BlockstoreNamespaceExample,
            ImportSupport = config.StorageConfig?.ImportSupport == true,
            PresignSupport = config.StorageConfig?.PreSignSupport == true,
            User = string.IsNullOrEmpty(user.User?.Id) ? null : user.User!.Id,
        };
    }
}
