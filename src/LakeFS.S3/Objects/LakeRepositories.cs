using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Amazon.S3.Model;

namespace LakeFS.S3;

/// <summary>Repositories and their branches, as the S3 side lists them.</summary>
public sealed class LakeRepositories
{
    private readonly LakeS3Connection _connection;

    /// <summary>Works over a connection.</summary>
    /// <param name="connection">The connection.</param>
    public LakeRepositories(LakeS3Connection connection)
    {
        _connection = connection;
    }

    /// <summary>Lists the repositories this key may see; lakeFS sends them all in one answer (s3-buckets #4).</summary>
    /// <param name="prefix">What their ids begin with, or null.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>The repositories in the server's order.</returns>
    /// <exception cref="LakeS3Exception">The server refused or could not be reached.</exception>
    public async Task<IReadOnlyList<LakeRepository>> ListAsync(string? prefix, CancellationToken cancellationToken)
    {
        ListBucketsResponse answer = await _connection.Errors.RunAsync(
            S3Operation.ListRepositories,
            repository: null,
            reference: null,
            key: null,
            s3 => s3.ListBucketsAsync(new ListBucketsRequest { Prefix = prefix }, cancellationToken),
            cancellationToken).ConfigureAwait(false);
        return [.. (answer.Buckets ?? []).Select(bucket => new LakeRepository(bucket.BucketName, Utc.From(bucket.CreationDate)))];
    }

    /// <summary>Streams a repository's branches, page by page.</summary>
    /// <param name="repository">The repository's id.</param>
    /// <param name="prefix">What their names begin with, or null.</param>
    /// <param name="cancellationToken">Stops the requests.</param>
    /// <returns>The branches in the order of their names.</returns>
    /// <exception cref="LakeS3Exception">The repository does not exist, or the server refused or could not be reached.</exception>
    public IAsyncEnumerable<LakeBranch> ListBranchesAsync(string repository, string? prefix, CancellationToken cancellationToken)
    {
        // A list whose prefix holds no slash shows branches (s3-list #17).
        ListObjectsV2Request request = new() { BucketName = repository, Prefix = prefix };
        return new ListPages(_connection, S3Operation.ListBranches, new ObjectAddress(repository, string.Empty, string.Empty)).ReadAsync(
            request,
            page => (page.CommonPrefixes ?? []).ConvertAll(branch => new LakeBranch(repository, branch.TrimEnd('/'))),
            cancellationToken);
    }
}
