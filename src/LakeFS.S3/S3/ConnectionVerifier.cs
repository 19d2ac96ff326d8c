using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Addressing;
using LakeFS.S3.S3;

namespace LakeFS.S3;

/// <summary>Verifies connections.</summary>
public static class ConnectionVerifier
{
    /// <summary>Sends one small request that verifies endpoint, key pair and defaults.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>A task that completes when the connection has been verified.</returns>
    /// <exception cref="LakeS3Exception">The server can't be reached, rejects the key pair, or does not have the repository
    /// or ref.</exception>
    public static Task VerifyAsync(this LakeS3Connection connection, CancellationToken cancellationToken)
    {
        S3Client s3 = new(connection);
        if (!connection.IsLakeFS)
        {
            return VerifyS3Async(connection, s3, cancellationToken);
        }

        if (connection.Repository is null)
        {
            // No repository name starts with a hyphen, so the response is short however many repositories there are.
            return s3.Lists.BucketsAsync("-", cancellationToken);
        }

        ObjectAddress root = new(connection.Repository, connection.Ref ?? string.Empty, string.Empty);
        return connection.Ref is null
            ? s3.Lists.RequireAsync(S3Operation.ListBranches, root, "-", cancellationToken)
            : s3.Lists.RequireAsync(S3Operation.ListObjects, root, root.S3Key, cancellationToken);
    }

    /// <summary>Verifies a connection with this many retries at most, instead of the connection's own.</summary>
    internal static Task VerifyAsync(this LakeS3Connection connection, int maxRetries, CancellationToken cancellationToken) =>
        ((LakeS3Connection)connection.WithRetries(maxRetries)).VerifyAsync(cancellationToken);

    // Many key pairs have no permission to list buckets. If the server says so, the key pair is verified just as well.
    private static async Task VerifyS3Async(LakeS3Connection connection, S3Client s3, CancellationToken cancellationToken)
    {
        try
        {
            await (connection.BucketName is null
                ? s3.Lists.BucketsAsync(prefix: null, cancellationToken)
                : s3.Lists.RequireAsync(
                    S3Operation.ListObjects,
                    AddressSpace.OfBucket(connection, connection.Store, connection.BucketName).At(string.Empty),
                    prefix: string.Empty,
                    cancellationToken)).ConfigureAwait(false);
        }
        catch (LakeS3Exception refused) when (refused.Code == "AccessDenied")
        {
        }
    }
}
