using System.Collections.Generic;
using System.Net.Http;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Addressing;
using LakeFS.S3.Primitives;
using LakeFS.S3.Rest;
using LakeFS.S3.S3;

namespace LakeFS.S3;

/// <summary>Repositories.</summary>
public sealed class LakeRepositories
{
    private readonly LakeS3Connection _connection;
    private readonly RestClient _rest;

    /// <summary>Works over a connection.</summary>
    /// <param name="connection">The connection.</param>
    public LakeRepositories(LakeS3Connection connection)
    {
        _connection = connection;
        _rest = new RestClient(connection);
    }

    /// <summary>
    /// Streams the repositories this key may see, page by page. Where the REST API is out of reach or refuses this key,
    /// it is the S3 side that lists them, and what only REST knows is null.
    /// </summary>
    /// <param name="prefix">The prefix of the ids, or null.</param>
    /// <param name="cancellationToken">Stops the requests.</param>
    /// <returns>The repositories in the order of their ids.</returns>
    /// <exception cref="LakeS3Exception">The server refused or could not be reached.</exception>
    public IAsyncEnumerable<LakeRepository> ListAsync(string? prefix, CancellationToken cancellationToken) => RestFallback.ListAsync(
        ListByRestAsync(prefix, cancellationToken), () => new S3Client(_connection).Lists.RepositoriesAsync(prefix, cancellationToken), cancellationToken);

    /// <summary>Reads one repository.</summary>
    /// <param name="repository">Its id.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The repository.</returns>
    /// <exception cref="LakeS3Exception">It does not exist, or the server refused.</exception>
    public async Task<LakeRepository> GetAsync(string repository, CancellationToken cancellationToken) => RepositoryOf(await _rest.GetAsync(
        new RestCall(RestOperation.ReadRepository, repository, null), new RestPath("repositories", repository), RestJson.Default.RepositoryModel, cancellationToken)
        .ConfigureAwait(false));

    /// <summary>Makes a repository with one branch and a first commit. Sent once.</summary>
    /// <param name="repository">Its id.</param>
    /// <param name="request">Where it is kept, and how it begins.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The new repository.</returns>
    /// <exception cref="LakeS3Exception">The id is taken or invalid, the storage namespace is not usable or was used before, or the server refused.</exception>
    public async Task<LakeRepository> CreateAsync(string repository, RepositoryRequest request, CancellationToken cancellationToken)
    {
        NameRules.CheckRepository(repository);
        if (request.DefaultBranch is not null)
        {
            // lakeFS would take a name with a slash (rest-repositories #24), which no ref can have.
            NameRules.CheckBranch(request.DefaultBranch);
        }

        return RepositoryOf(await _rest.PostAsync(
            new RestCall(RestOperation.CreateRepository, repository, null),
            new RestPath("repositories"),
            new RepositoryCreationModel
            {
                Name = repository,
                StorageNamespace = request.StorageNamespace,
                DefaultBranch = request.DefaultBranch,
                ReadOnly = request.ReadOnly,
            },
            RestJson.Default.RepositoryCreationModel,
            RestJson.Default.RepositoryModel,
            cancellationToken).ConfigureAwait(false));
    }

    /// <summary>
    /// Removes a repository with all its history. The objects stay in the storage, and the storage namespace can't be
    /// used again (rest-repositories #50). The server may answer for it some seconds more (s3-readonly #23). Sent once.
    /// </summary>
    /// <param name="repository">Its id.</param>
    /// <param name="force">Whether a read-only one goes too.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>A task that ends when it is gone.</returns>
    /// <exception cref="LakeS3Exception">It does not exist or is read-only, or the server refused.</exception>
    public Task DeleteAsync(string repository, bool force, CancellationToken cancellationToken) => _rest.SendAsync(
        new RestCall(RestOperation.RemoveRepository, repository, null),
        HttpMethod.Delete,
        new RestPath("repositories", repository).With("force", force),
        cancellationToken);

    private static LakeRepository RepositoryOf(RepositoryModel repository) => new(repository.Id, Utc.FromUnix(repository.CreationDate))
    {
        StorageNamespace = repository.StorageNamespace,
        DefaultBranch = repository.DefaultBranch,
        ReadOnly = repository.ReadOnly,
    };

    private async IAsyncEnumerable<LakeRepository> ListByRestAsync(string? prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        RestPath path = new RestPath("repositories").With("prefix", prefix);
        RestCall call = new(RestOperation.ReadRepository, null, null);
        await foreach (RepositoryModel repository in _rest.ListAsync(call, path, RestJson.Default.ListModelRepositoryModel, cancellationToken).ConfigureAwait(false))
        {
            yield return RepositoryOf(repository);
        }
    }
}
