using System.Collections.Generic;
using System.Globalization;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using LakeFS.S3.Addressing;
using LakeFS.S3.Errors;
using LakeFS.S3.Rest;
using LakeFS.S3.Versioning;

namespace LakeFS.S3;

/// <summary>Merges refs into branches.</summary>
public sealed class LakeMerges
{
    // The exception has all of them; the message should stay readable.
    private const int MaxKeysInMessage = 10;
    private const int MaxConflicts = 1000;

    private readonly LakeS3Connection _connection;
    private readonly RestClient _rest;

    /// <summary>Uses a connection.</summary>
    /// <param name="connection">The connection.</param>
    public LakeMerges(LakeS3Connection connection)
    {
        _connection = connection;
        _rest = new RestClient(connection);
    }

    /// <summary>
    /// Merges the committed state of a ref into a branch. lakeFS silently ignores uncommitted changes of the source
    /// (rest-merge #8); <see cref="LakeChanges.AnyAsync"/> detects them. If the response is lost, checks whether the branch
    /// has the merge; retried only if it certainly was not made.
    /// </summary>
    /// <param name="repository">The repository's id.</param>
    /// <param name="source">The ref to merge.</param>
    /// <param name="destination">The branch to merge into.</param>
    /// <param name="request">The options of the merge.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The id of the merge commit; <see cref="LakeCommits.GetAsync"/> reads it.</returns>
    /// <exception cref="LakeS3Exception">
    /// <c>LakeMergeConflict</c>, with the keys in <see cref="LakeS3Exception.Keys"/>: both sides changed them differently.
    /// <c>LakeNothingToMerge</c>. <c>LakeBranchDirty</c>: the destination has uncommitted changes. <c>LakeHookFailed</c>.
    /// Or a ref does not exist, or the server rejected the request.
    /// </exception>
    public async Task<string> MergeAsync(string repository, string source, string destination, MergeRequest request, CancellationToken cancellationToken)
    {
        NameRules.RequireBranch(new ObjectAddress(repository, destination, string.Empty));
        RestCall call = new(RestOperation.Merge, repository, destination) { Source = source };
        CommitSearch search = new(_connection, repository, destination, cancellationToken);
        UnknownOutcome outcome = new(_connection, cancellationToken) { MayTakeLong = true, CanBeDoubled = request.AllowEmpty };
        try
        {
            string merged = await outcome.ResolveAsync(
                () => SendAsync(call, request, cancellationToken),
                async () => (await search.FindMergeAsync(source, request).ConfigureAwait(false))?.Id).ConfigureAwait(false);
            _connection.KnownCommits.Add(merged);
            return merged;
        }
        catch (LakeS3Exception conflict) when (ErrorCatalog.MergeConflict.Is(conflict))
        {
            throw await WithKeysAsync(conflict, repository, source, destination, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Whether a source has uncommitted changes, which a merge silently ignores (rest-merge #8). Takes one small request,
    /// and a few more if the source is not a branch.
    /// </summary>
    /// <param name="repository">The repository's id.</param>
    /// <param name="source">The ref to merge.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>True if it is a branch with uncommitted changes; false if it has none, is not a branch, or the key pair may
    /// not see them.</returns>
    /// <exception cref="LakeS3Exception">The server could not be reached.</exception>
    public async Task<bool> LeavesBehindAsync(string repository, string source, CancellationToken cancellationToken)
    {
        if (source.IndexOfAny(['~', '^', '@', '$']) >= 0)
        {
            return false;
        }

        try
        {
            return await new LakeChanges(_connection).AnyAsync(repository, source, cancellationToken).ConfigureAwait(false);
        }
        catch (LakeS3Exception error) when (error.StatusCode is HttpStatusCode.NotFound || error.Kind == LakeErrorKind.PermissionDenied)
        {
            // The merge itself reports what does not exist.
            return false;
        }
    }

    private async Task<string> SendAsync(RestCall call, MergeRequest request, CancellationToken cancellationToken)
    {
        MergeResultModel merged = await _rest.PostAsync(
            call,
            new RestPath("repositories", call.Repository!, "refs", call.Source!, "merge", call.Ref!),
            new MergeModel
            {
                Message = request.Message,
                Metadata = request.Metadata,
                Strategy = NameOf(request.Strategy),
                SquashMerge = request.Squash,
                AllowEmpty = request.AllowEmpty,
            },
            RestJson.Default.MergeModel,
            RestJson.Default.MergeResultModel,
            cancellationToken).ConfigureAwait(false);
        return merged.Reference.Length > 0 ? merged.Reference : throw RestErrors.Unreadable(_connection, call, null);
    }

    // The error response has no keys (rest-merge #25); they come from a comparison of both sides (rest-merge #24).
    private async Task<LakeS3Exception> WithKeysAsync(
        LakeS3Exception conflict, string repository, string source, string destination, CancellationToken cancellationToken)
    {
        List<string> keys = [];
        try
        {
            await foreach (LakeChange change in new LakeChanges(_connection)
                .CompareAsync(repository, destination, source, new CompareOptions(), cancellationToken).ConfigureAwait(false))
            {
                if (change.Type == LakeChangeType.Conflict)
                {
                    keys.Add(change.Key);
                }

                if (keys.Count == MaxConflicts)
                {
                    break;
                }
            }
        }
        catch (LakeS3Exception)
        {
            // If the key pair may merge but not compare, the conflict is reported with some or none of its keys.
        }

        string listed = string.Concat(Shown(keys));
        return VersioningErrors.MergeConflict(ErrorFacts.Of(conflict) with { Repository = repository, Ref = destination, Keys = keys }, source, listed);
    }

    private static IEnumerable<string> Shown(List<string> keys)
    {
        for (int i = 0; i < keys.Count && i < MaxKeysInMessage; i++)
        {
            yield return (i == 0 ? " Changed on both sides: " : ", ") + keys[i];
        }

        if (keys.Count > MaxKeysInMessage)
        {
            string more = keys.Count == MaxConflicts ? "many" : (keys.Count - MaxKeysInMessage).ToString(CultureInfo.CurrentCulture);
            yield return $" and {more} more";
        }

        if (keys.Count > 0)
        {
            yield return ".";
        }
    }

    private static string? NameOf(MergeStrategy strategy) => strategy switch
    {
        MergeStrategy.SourceWins => "source-wins",
        MergeStrategy.DestinationWins => "dest-wins",
        _ => null,
    };
}
