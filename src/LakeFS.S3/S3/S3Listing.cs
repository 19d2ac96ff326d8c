using System.Collections.Generic;
using System.Net.Http;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace LakeFS.S3.S3;

/// <summary>The requests that list: repositories, branches, objects. Every failure is explained.</summary>
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

    /// <summary>The repositories, or buckets, that this key may see; lakeFS sends them all in one answer (s3-buckets #4).</summary>
    /// <param name="prefix">What their ids begin with, or null.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="LakeS3Exception">The server refused or could not be reached.</exception>
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

    /// <summary>The same as a stream.</summary>
    /// <exception cref="LakeS3Exception">The server refused or could not be reached.</exception>
    public async IAsyncEnumerable<LakeRepository> RepositoriesAsync(string? prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (LakeRepository repository in await BucketsAsync(prefix, cancellationToken).ConfigureAwait(false))
        {
            yield return repository;
        }
    }

    /// <summary>A repository's branches, page by page, in the order of their names; hidden ones too.</summary>
    /// <param name="repository">The repository's id.</param>
    /// <param name="prefix">What their names begin with, or null.</param>
    /// <param name="cancellationToken">Stops the requests.</param>
    /// <exception cref="LakeS3Exception">The repository does not exist, or the server refused or could not be reached.</exception>
    public IAsyncEnumerable<LakeBranch> BranchesAsync(string repository, string? prefix, CancellationToken cancellationToken) =>
        // A list whose prefix holds no slash shows branches (s3-list #17).
        PagesOf(S3Operation.ListBranches, new ObjectAddress(repository, string.Empty, string.Empty)).ReadAsync(
            new ListRequest(repository) { Prefix = prefix },
            page => page.Prefixes.ConvertAll(branch => new LakeBranch(repository, branch.TrimEnd('/'))),
            cancellationToken);

    /// <summary>A list, to be read page by page.</summary>
    /// <param name="operation">What is listed.</param>
    /// <param name="address">Whose list it is.</param>
    public ListPages PagesOf(S3Operation operation, ObjectAddress address) => new(_connection, _lists, _errors, operation, address);

    /// <summary>Makes sure that something can be listed, by asking for one entry.</summary>
    /// <param name="operation">What is listed.</param>
    /// <param name="address">Whose list it is.</param>
    /// <param name="prefix">What the entry begins with.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="LakeS3Exception">The repository, ref or bucket does not exist, or the server refused or could not be reached.</exception>
    public Task RequireAsync(S3Operation operation, ObjectAddress address, string prefix, CancellationToken cancellationToken) =>
        PagesOf(operation, address).FirstAsync(new ListRequest(address.Container) { Prefix = prefix, MaxKeys = 1 }, cancellationToken);
}
