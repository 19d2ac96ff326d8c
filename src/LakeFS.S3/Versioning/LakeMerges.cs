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

/// <summary>Merges.</summary>
public sealed class LakeMerges
{
    // All of them are in the exception; a message is read by people.
    private const int MostConflictsInMessage = 10;
    private const int MostConflicts = 1000;

    private readonly LakeS3Connection _connection;
    private readonly RestClient _rest;

    /// <summary>Works over a connection.</summary>
    /// <param name="connection">The connection.</param>
    public LakeMerges(LakeS3Connection connection)
    {
        _connection = connection;
        _rest = new RestClient(connection);
    }

    /// <summary>
    /// Merges what is committed at a ref into a branch. Uncommitted changes of the source are left out, which lakeFS
    /// does not say (rest-merge #8); <see cref="LakeChanges.AnyAsync"/> tells whether there are some. Sent once.
    /// </summary>
    /// <param name="repository">The repository's id.</param>
    /// <param name="source">The ref to merge.</param>
    /// <param name="destination">The branch to merge into.</param>
    /// <param name="request">How, and what the commit says.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The id of the merge commit; <see cref="LakeCommits.GetAsync"/> reads it.</returns>
    /// <exception cref="LakeS3Exception">
    /// <c>LakeMergeConflict</c>, with the keys in <see cref="LakeS3Exception.Keys"/>: both sides changed them differently.
    /// <c>LakeNothingToMerge</c>. <c>LakeBranchDirty</c>: the destination has uncommitted changes. <c>LakeHookFailed</c>.
    /// Or a ref does not exist, or the server refused.
    /// </exception>
    public async Task<string> MergeAsync(string repository, string source, string destination, MergeRequest request, CancellationToken cancellationToken)
    {
        NameRules.RequireBranch(new ObjectAddress(repository, destination, string.Empty));
        RestCall call = new(RestOperation.Merge, repository, destination) { Source = source };
        UnknownOutcome outcome = new(_connection);
        try
        {
            MergeResultModel merged = await _rest.PostAsync(
                call,
                new RestPath("repositories", repository, "refs", source, "merge", destination),
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
            return merged.Reference.Length > 0 ? merged.Reference : throw RestErrors.NotLakeFS(_connection, call, null);
        }
        catch (LakeS3Exception failure) when (failure.Reason == LakeErrorReason.OutcomeUnknown && !request.Squash)
        {
            if (await outcome.FindMergeAsync(failure, repository, source, destination, cancellationToken).ConfigureAwait(false) is LakeCommit found)
            {
                return found.Id;
            }

            throw;
        }
        catch (LakeS3Exception conflict) when (ErrorCatalog.MergeConflict.Is(conflict))
        {
            throw await WithKeysAsync(conflict, repository, source, destination, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Whether a source has uncommitted changes, which a merge leaves out silently (rest-merge #8). Costs one small
    /// request, and a few more where the source is not a branch.
    /// </summary>
    /// <param name="repository">The repository's id.</param>
    /// <param name="source">The ref to merge.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>True if a branch has some; false if it has none, is not a branch, or the key may not see them.</returns>
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
            // The merge itself reports what is missing.
            return false;
        }
    }

    // The refusal names no key (rest-merge #25); the comparison of the two sides does (rest-merge #24).
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

                if (keys.Count == MostConflicts)
                {
                    break;
                }
            }
        }
        catch (LakeS3Exception)
        {
            // A key that can merge but not compare still gets the conflict, with some of its keys or none.
        }

        string listed = string.Concat(Shown(keys));
        return VersioningErrors.MergeConflict(ErrorFacts.Of(conflict) with { Repository = repository, Ref = destination, Keys = keys }, source, listed);
    }

    private static IEnumerable<string> Shown(List<string> keys)
    {
        for (int i = 0; i < keys.Count && i < MostConflictsInMessage; i++)
        {
            yield return (i == 0 ? " Changed on both sides: " : ", ") + keys[i];
        }

        if (keys.Count > MostConflictsInMessage)
        {
            string more = keys.Count == MostConflicts ? "many" : (keys.Count - MostConflictsInMessage).ToString(CultureInfo.CurrentCulture);
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
