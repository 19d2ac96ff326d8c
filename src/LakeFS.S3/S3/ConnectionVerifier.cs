using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Addressing;
using LakeFS.S3.S3;

namespace LakeFS.S3;

/// <summary>Proves connections.</summary>
public static class ConnectionVerifier
{
    /// <summary>Asks the server one light question that proves endpoint, key pair and defaults.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>A task that ends when the server has agreed.</returns>
    /// <exception cref="LakeS3Exception">The server can't be reached, refuses the key pair, or lacks the repository or ref.</exception>
    public static Task VerifyAsync(this LakeS3Connection connection, CancellationToken cancellationToken)
    {
        S3Client s3 = new(connection);
        if (!connection.IsLakeFS)
        {
            return VerifyS3Async(connection, s3, cancellationToken);
        }

        if (connection.Repository is null)
        {
            // No repository's name begins with a hyphen: the answer is short however many there are.
            return s3.Lists.BucketsAsync("-", cancellationToken);
        }

        ObjectAddress root = new(connection.Repository, connection.Ref ?? string.Empty, string.Empty);
        return connection.Ref is null
            ? s3.Lists.RequireAsync(S3Operation.ListBranches, root, "-", cancellationToken)
            : s3.Lists.RequireAsync(S3Operation.ListObjects, root, root.S3Key, cancellationToken);
    }

    // Many a key pair may not list the buckets. That a server says so of this one proves as much as the list would.
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
