using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Addressing;
using LakeFS.S3.Errors;
using LakeFS.S3.Primitives;
using LakeFS.S3.Rest;
using LakeFS.S3.S3;
using LakeFS.S3.Versioning;

namespace LakeFS.S3;

/// <summary>Lists, creates and deletes repositories.</summary>
public sealed class LakeRepositories
{
    private readonly LakeS3Connection _connection;
    private readonly RestClient _rest;

    /// <summary>Uses a connection.</summary>
    /// <param name="connection">The connection.</param>
    public LakeRepositories(LakeS3Connection connection)
    {
        _connection = connection;
        _rest = new RestClient(connection);
    }

    /// <summary>
    /// Streams the repositories that the key pair may see, page by page. If the REST API is not available or not allowed
    /// for the key pair, they are listed over S3, and properties that only REST returns are null.
    /// </summary>
    /// <param name="prefix">The prefix of the ids, or null.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <returns>The repositories, sorted by id.</returns>
    /// <exception cref="LakeS3Exception">The server rejected the request or could not be reached.</exception>
    public IAsyncEnumerable<LakeRepository> ListAsync(string? prefix, CancellationToken cancellationToken) => RestFallback.ListAsync(
        ListByRestAsync(prefix, cancellationToken), () => new S3Client(_connection).Lists.RepositoriesAsync(prefix, cancellationToken), cancellationToken);

    /// <summary>Gets a repository.</summary>
    /// <param name="repository">The repository's id.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The repository.</returns>
    /// <exception cref="LakeS3Exception">It does not exist, or the server rejected the request.</exception>
    public async Task<LakeRepository> GetAsync(string repository, CancellationToken cancellationToken) => RepositoryOf(await _rest.GetAsync(
        new RestCall(RestOperation.ReadRepository, repository, null), new RestPath("repositories", repository), RestJson.Default.RepositoryModel, cancellationToken)
        .ConfigureAwait(false));

    /// <summary>The repository whose default branch a name means, because nothing names a ref; null for none.</summary>
    /// <exception cref="LakeS3Exception">Two parts of the name contradict each other, or one is invalid.</exception>
    internal string? WithoutRef(ObjectName name)
    {
        if (!_connection.IsLakeFS || _connection.Ref is not null)
        {
            return null;
        }

        (string? repository, string? reference, _) = AddressParts.Of(name);
        return reference is null && (repository ?? _connection.Repository) is not null ? _connection.ResolveRepository(repository) : null;
    }

    /// <summary>Gets the default branch of a repository. The connection remembers it.</summary>
    /// <param name="repository">The repository's id.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The branch's name.</returns>
    /// <exception cref="LakeS3Exception">The repository does not exist, or the server does not tell.</exception>
    public async Task<string> DefaultBranchAsync(string repository, CancellationToken cancellationToken)
    {
        if (_connection.DefaultBranches.Of(repository) is string known)
        {
            return known;
        }

        try
        {
            string branch = (await GetAsync(repository, cancellationToken).ConfigureAwait(false)).DefaultBranch!;
            _connection.DefaultBranches.Add(repository, branch);
            return branch;
        }
        catch (LakeS3Exception error) when (RestFallback.MayDoByS3(error))
        {
            throw AddressErrors.DefaultBranchUnknown(repository, error);
        }
    }

    /// <summary>
    /// Creates a repository with a branch and a first commit. If the response is lost, checks whether the repository is there;
    /// retried only if it certainly was not created.
    /// </summary>
    /// <param name="repository">The repository's id.</param>
    /// <param name="request">The options of the repository.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The new repository.</returns>
    /// <exception cref="LakeS3Exception">The id is taken or invalid, the storage namespace is invalid or was used before,
    /// or the server rejected the request.</exception>
    public async Task<LakeRepository> CreateAsync(string repository, RepositoryRequest request, CancellationToken cancellationToken)
    {
        NameRules.CheckRepository(repository);
        if (request.DefaultBranch is not null)
        {
            // lakeFS would accept a name with a slash (rest-repositories #24), but refs can't contain one.
            NameRules.CheckBranch(request.DefaultBranch);
        }

        // lakeFS reports whole seconds, and its clock may be a little behind.
        DateTime begin = DateTime.UtcNow.AddSeconds(-3);
        return await new UnknownOutcome(_connection, cancellationToken).ResolveAsync(
            async () => RepositoryOf(await _rest.PostAsync(
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
                cancellationToken).ConfigureAwait(false)),
            async () =>
            {
                LakeRepository there = await GetAsync(repository, cancellationToken).ConfigureAwait(false);
                return there.StorageNamespace == request.StorageNamespace && there.CreationDate?.ToUniversalTime() >= begin ? there : null;
            }).ConfigureAwait(false);
    }

    /// <summary>
    /// Deletes a repository with its history. The objects remain in the storage, and the storage namespace can't be used
    /// again (rest-repositories #50). The server may still return the repository for some seconds (s3-readonly #23). If the
    /// response is lost, checks whether the repository is gone; retried only if it certainly was not deleted.
    /// </summary>
    /// <param name="repository">The repository's id.</param>
    /// <param name="force">Whether to delete a read-only repository.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>A task that completes when the repository has been deleted.</returns>
    /// <exception cref="LakeS3Exception">It does not exist or is read-only, or the server rejected the request.</exception>
    public Task DeleteAsync(string repository, bool force, CancellationToken cancellationToken)
    {
        _connection.DefaultBranches.Remove(repository);
        return new UnknownOutcome(_connection, cancellationToken).RemoveAsync(
            () => _rest.SendAsync(
                new RestCall(RestOperation.RemoveRepository, repository, null),
                HttpMethod.Delete,
                new RestPath("repositories", repository).With("force", force),
                cancellationToken),
            () => GetAsync(repository, cancellationToken));
    }

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
