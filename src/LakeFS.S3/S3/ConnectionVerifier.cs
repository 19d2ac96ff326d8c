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
        if (!connection.IsLakeFS)
        {
            return VerifyS3Async(connection, cancellationToken);
        }

        if (connection.Repository is null)
        {
            // No repository's name begins with a hyphen: the answer is short however many there are.
            return new S3Listing(connection).ListBucketsAsync("-", cancellationToken);
        }

        string prefix = connection.Ref is null ? "-" : connection.Ref + "/";
        return new ErrorTranslator(connection).RunAsync(
            connection.Ref is null ? S3Operation.ListBranches : S3Operation.ListObjects,
            connection.Repository,
            connection.Ref,
            key: null,
            () => new ListClient(connection).AskAsync(new ListRequest(connection.Repository) { Prefix = prefix, MaxKeys = 1 }, continuation: null, cancellationToken),
            cancellationToken);
    }

    // Many a key pair may not list the buckets. That a server says so of this one proves as much as the list would.
    private static async Task VerifyS3Async(LakeS3Connection connection, CancellationToken cancellationToken)
    {
        try
        {
            await (connection.BucketName is null
                ? new S3Listing(connection).ListBucketsAsync(prefix: null, cancellationToken)
                : (Task)new ErrorTranslator(connection).RunOnPrefixAsync(
                    S3Operation.ListObjects,
                    AddressSpace.OfBucket(connection, connection.Store, connection.BucketName).At(string.Empty),
                    () => new ListClient(connection).AskAsync(new ListRequest(connection.BucketName) { MaxKeys = 1 }, continuation: null, cancellationToken),
                    cancellationToken)).ConfigureAwait(false);
        }
        catch (LakeS3Exception refused) when (refused.Code == "AccessDenied")
        {
        }
    }
}
