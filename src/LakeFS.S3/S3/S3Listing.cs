using System.Collections.Generic;
using System.Net.Http;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.S3;

/// <summary>The requests that list repositories, branches and objects. Every failure is translated.</summary>
internal sealed class S3Listing
{
    private readonly LakeS3Connection _connection;
    private readonly S3Exchange _exchange;
    private readonly ListClient _lists;
    private readonly ErrorTranslator _errors;

    public S3Listing(LakeS3Connection connection, S3Exchange exchange, ListClient lists, ErrorTranslator errors)
    {
        _connection = connection;
        _exchange = exchange;
        _lists = lists;
        _errors = errors;
    }

    /// <summary>
    /// The repositories or buckets that the key pair may see; lakeFS sends all of them in one response (s3-buckets #4).
    /// </summary>
    /// <param name="prefix">The prefix of their ids, or null.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="LakeS3Exception">The server rejected the request or could not be reached.</exception>
    public Task<IReadOnlyList<LakeRepository>> BucketsAsync(string? prefix, CancellationToken cancellationToken) => _errors.RunAsync(
        S3Operation.ListRepositories,
        repository: null,
        reference: null,
        key: null,
        () => _exchange.SendAsync(
            _exchange.ToService(HttpMethod.Get, prefix is null ? string.Empty : "prefix=" + S3RequestUri.Escape(prefix, keepSlashes: false)),
            StoreAnswers.ReadBuckets,
            cancellationToken),
        cancellationToken);

    /// <summary>Like <see cref="BucketsAsync"/>, as a stream.</summary>
    /// <exception cref="LakeS3Exception">The server rejected the request or could not be reached.</exception>
    public async IAsyncEnumerable<LakeRepository> RepositoriesAsync(string? prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (LakeRepository repository in await BucketsAsync(prefix, cancellationToken).ConfigureAwait(false))
        {
            yield return repository;
        }
    }

    /// <summary>A repository's branches, page by page, sorted by name, including hidden ones.</summary>
    /// <param name="repository">The repository's id.</param>
    /// <param name="prefix">The prefix of their names, or null.</param>
    /// <param name="cancellationToken">Stops the requests.</param>
    /// <exception cref="LakeS3Exception">The repository does not exist, or the server rejected a request or could not be
    /// reached.</exception>
    public IAsyncEnumerable<LakeBranch> BranchesAsync(string repository, string? prefix, CancellationToken cancellationToken) =>
        // A list with a prefix without a slash returns branches (s3-list #17).
        PagesOf(S3Operation.ListBranches, new ObjectAddress(repository, string.Empty, string.Empty)).ReadAsync(
            new ListRequest(repository) { Prefix = prefix },
            page => page.Prefixes.ConvertAll(branch => new LakeBranch(repository, branch.TrimEnd('/'))),
            cancellationToken);

    /// <summary>Creates a reader for a list.</summary>
    /// <param name="operation">The operation, for errors.</param>
    /// <param name="address">The address, for errors.</param>
    public ListPages PagesOf(S3Operation operation, ObjectAddress address) => new(_connection, _lists, _errors, operation, address);

    /// <summary>Checks that something can be listed, by requesting one entry.</summary>
    /// <param name="operation">The operation, for errors.</param>
    /// <param name="address">The address to list.</param>
    /// <param name="prefix">The prefix of the entry.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="LakeS3Exception">The repository, ref or bucket does not exist, or the server rejected the request
    /// or could not be reached.</exception>
    public Task RequireAsync(S3Operation operation, ObjectAddress address, string prefix, CancellationToken cancellationToken) =>
        PagesOf(operation, address).FirstAsync(new ListRequest(address.Container) { Prefix = prefix, MaxKeys = 1 }, cancellationToken);
}
