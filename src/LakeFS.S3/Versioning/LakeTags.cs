using System.Collections.Generic;
using System.Net.Http;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Addressing;
using LakeFS.S3.Rest;
using LakeFS.S3.Versioning;

namespace LakeFS.S3;

/// <summary>Lists, creates and deletes tags.</summary>
public sealed class LakeTags
{
    private readonly LakeS3Connection _connection;
    private readonly RestClient _rest;

    /// <summary>Uses a connection.</summary>
    /// <param name="connection">The connection.</param>
    public LakeTags(LakeS3Connection connection)
    {
        _connection = connection;
        _rest = new RestClient(connection);
    }

    /// <summary>Streams a repository's tags, page by page.</summary>
    /// <param name="repository">The repository's id.</param>
    /// <param name="prefix">The prefix of the names, or null.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <returns>The tags, sorted by name.</returns>
    /// <exception cref="LakeS3Exception">The repository does not exist, or the server rejected the request.</exception>
    public async IAsyncEnumerable<LakeTag> ListAsync(string repository, string? prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        RestPath path = new RestPath("repositories", repository, "tags").With("prefix", prefix);
        RestCall call = new(RestOperation.ReadTag, repository, null);
        await foreach (RefModel tag in _rest.ListAsync(call, path, RestJson.Default.ListModelRefModel, cancellationToken).ConfigureAwait(false))
        {
            yield return new LakeTag(repository, tag.Id, tag.CommitId);
        }
    }

    /// <summary>Gets a tag.</summary>
    /// <param name="repository">The repository's id.</param>
    /// <param name="tag">The tag.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The tag with its commit.</returns>
    /// <exception cref="LakeS3Exception">The tag does not exist, or the server rejected the request.</exception>
    public async Task<LakeTag> GetAsync(string repository, string tag, CancellationToken cancellationToken)
    {
        RefModel found = await _rest.GetAsync(
            new RestCall(RestOperation.ReadTag, repository, tag), PathOf(repository, tag), RestJson.Default.RefModel, cancellationToken).ConfigureAwait(false);
        return new LakeTag(repository, found.Id, found.CommitId);
    }

    /// <summary>
    /// Creates a tag. An existing tag is never moved (rest-tags #6). If the response is lost, checks whether the tag is there;
    /// retried only if it certainly was not created.
    /// </summary>
    /// <param name="repository">The repository's id.</param>
    /// <param name="tag">The tag's name.</param>
    /// <param name="reference">The ref to tag.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The new tag.</returns>
    /// <exception cref="LakeS3Exception">The name is taken or invalid, the ref does not exist, or the server rejected the request.</exception>
    public Task<LakeTag> CreateAsync(string repository, string tag, string reference, CancellationToken cancellationToken)
    {
        NameRules.CheckTag(tag);
        return new UnknownOutcome(_connection, cancellationToken).ResolveAsync(
            async () =>
            {
                RefModel made = await _rest.PostAsync(
                    new RestCall(RestOperation.CreateTag, repository, tag) { Source = reference },
                    new RestPath("repositories", repository, "tags"),
                    new TagCreationModel { Id = tag, Ref = reference },
                    RestJson.Default.TagCreationModel,
                    RestJson.Default.RefModel,
                    cancellationToken).ConfigureAwait(false);
                return new LakeTag(repository, made.Id, made.CommitId);
            },
            async () =>
            {
                LakeTag there = await GetAsync(repository, tag, cancellationToken).ConfigureAwait(false);
                LakeCommit wanted = await new LakeCommits(_connection).GetAsync(repository, reference, cancellationToken).ConfigureAwait(false);
                return there.CommitId == wanted.Id ? there : null;
            });
    }

    /// <summary>
    /// Deletes a tag; its commit remains as long as something else refers to it. If the response is lost, checks whether the
    /// tag is gone; retried only if it certainly was not deleted.
    /// </summary>
    /// <param name="repository">The repository's id.</param>
    /// <param name="tag">The tag.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>A task that completes when the tag has been deleted.</returns>
    /// <exception cref="LakeS3Exception">The tag does not exist, or the server rejected the request.</exception>
    public Task DeleteAsync(string repository, string tag, CancellationToken cancellationToken) => new UnknownOutcome(_connection, cancellationToken).RemoveAsync(
        () => _rest.SendAsync(new RestCall(RestOperation.RemoveTag, repository, tag), HttpMethod.Delete, PathOf(repository, tag), cancellationToken),
        () => GetAsync(repository, tag, cancellationToken));

    private static RestPath PathOf(string repository, string tag) => new("repositories", repository, "tags", tag);
}
