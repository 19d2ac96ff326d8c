using System.Collections.Generic;
using System.Net.Http;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.S3;

/// <summary>Repositories and their branches, as the S3 side lists them.</summary>
internal sealed class S3Listing
{
    private readonly LakeS3Connection _connection;

    public S3Listing(LakeS3Connection connection)
    {
        _connection = connection;
    }

    /// <summary>The repositories this key may see; lakeFS sends them all in one answer (s3-buckets #4).</summary>
    /// <param name="prefix">What their ids begin with, or null.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="LakeS3Exception">The server refused or could not be reached.</exception>
    public async IAsyncEnumerable<LakeRepository> RepositoriesAsync(string? prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (LakeRepository repository in await ListBucketsAsync(prefix, cancellationToken).ConfigureAwait(false))
        {
            yield return repository;
        }
    }

    /// <summary>Asks for the repositories, if only to see whether the server agrees.</summary>
    /// <exception cref="LakeS3Exception">The server refused or could not be reached.</exception>
    public Task<IReadOnlyList<LakeRepository>> ListBucketsAsync(string? prefix, CancellationToken cancellationToken)
    {
        S3Exchange exchange = new(_connection);
        string query = prefix is null ? string.Empty : "prefix=" + ObjectTarget.Escape(prefix, keepSlashes: false);
        return new ErrorTranslator(_connection).RunAsync(
            S3Operation.ListRepositories,
            repository: null,
            reference: null,
            key: null,
            () => exchange.SendAsync(exchange.ToService(HttpMethod.Get, query), StoreAnswers.ReadBuckets, cancellationToken),
            cancellationToken);
    }

    /// <summary>A repository's branches, page by page, in the order of their names; hidden ones too.</summary>
    /// <param name="repository">The repository's id.</param>
    /// <param name="prefix">What their names begin with, or null.</param>
    /// <param name="cancellationToken">Stops the requests.</param>
    /// <exception cref="LakeS3Exception">The repository does not exist, or the server refused or could not be reached.</exception>
    public IAsyncEnumerable<LakeBranch> BranchesAsync(string repository, string? prefix, CancellationToken cancellationToken)
    {
        // A list whose prefix holds no slash shows branches (s3-list #17).
        ListRequest request = new(repository) { Prefix = prefix };
        return new ListPages(_connection, S3Operation.ListBranches, new ObjectAddress(repository, string.Empty, string.Empty)).ReadAsync(
            request,
            page => page.Prefixes.ConvertAll(branch => new LakeBranch(repository, branch.TrimEnd('/'))),
            cancellationToken);
    }
}
