using System.Text.Json;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Actions;
using LakeFS.S3.LocalGateway.Storage;
using Microsoft.AspNetCore.Http;

namespace LakeFS.S3.LocalGateway.Rest;

/// <summary>Merge, revert and cherry-pick.</summary>
internal static class MergeResource
{
    public static async Task MergeAsync(RestExchange exchange)
    {
        JsonRequest request = await exchange.ReadJsonAsync("Merge", isRequired: false).ConfigureAwait(false);
        Repository repository = exchange.RequireWritableRepository(request.IsTrue("force"));
        Branch branch = exchange.RequireBranch(repository);
        MergeOrder order = new(repository, exchange.Parameter("ref"), branch)
        {
            Message = request.OptionalString("message") ?? string.Empty,
            Metadata = request.StringMap("metadata"),
            Strategy = request.OptionalString("strategy") ?? string.Empty,
            IsSquash = request.IsTrue("squash_merge"),
            AllowsEmpty = request.IsTrue("allow_empty"),
        };
        Commit? merged = await Merging.MergeAsync(exchange, order).ConfigureAwait(false);

        // Of a conflict neither a message nor the paths (rest-merge #25).
        await AnswerReferenceAsync(
            exchange,
            merged is null ? StatusCodes.Status409Conflict : StatusCodes.Status200OK,
            merged?.Id ?? string.Empty).ConfigureAwait(false);
    }

    /// <summary>The names are as lakeFS has them: the source's commit is called the destination's (rest-merge #10).</summary>
    public static Task FindBaseAsync(RestExchange exchange)
    {
        Repository repository = exchange.RequireRepository();
        string sourceRef = exchange.Parameter("ref");
        string destinationRef = exchange.Parameter("branch");
        Commit source = RestExchange.RequireCommit(repository, sourceRef, $"get commit by branch {sourceRef}: ");
        Commit destination = RestExchange.RequireCommit(
            repository, destinationRef, $"get commit by branch {destinationRef}: ");
        Commit mergeBase = CommitGraph.FindMergeBase(source, destination) ?? repository.First;
        return exchange.AnswerJsonAsync(json =>
        {
            json.WriteStartObject();
            json.WriteString("base_commit_id", mergeBase.Id);
            json.WriteString("destination_commit_id", source.Id);
            json.WriteString("source_commit_id", destination.Id);
            json.WriteEndObject();
        });
    }

    public static async Task RevertAsync(RestExchange exchange)
    {
        JsonRequest request = await exchange.ReadJsonAsync("RevertCreation").ConfigureAwait(false);
        Repository repository = exchange.RequireWritableRepository(request.IsTrue("force"));
        string reference = request.RequireString("ref");
        long parentNumber = request.OptionalNumber("parent_number") ?? throw request.Mismatch("parent_number");
        JsonRequest overrides = request.Child("commit_overrides");
        Branch branch = exchange.RequireBranch(repository);
        if (parentNumber < 0)
        {
            throw new RestFailureException(400, "argument parentNumber: invalid value: validation error");
        }

        Commit reverted = RestExchange.RequireCommit(repository, reference, $"get commit from ref {reference}: ");
        CommitDescription description = new(
            overrides.OptionalString("message") ?? $"Revert {reference}",
            overrides.StringMap("metadata"),
            RestExchange.UserName,
            exchange.Store.Now.ToUnixTimeSeconds());
        try
        {
            Commit commit = await History.RevertAsync(
                repository,
                branch,
                reverted,
                (int)parentNumber,
                description,
                request.IsTrue("allow_empty"),
                (state, _) => GuardAsync(exchange, "pre-revert", repository, branch, state, description)).ConfigureAwait(false);
            Finish("post-revert", repository, branch, commit, description);
        }
        catch (HookAbortException abort)
        {
            throw Refused(abort);
        }
        catch (HistoryException refusal)
        {
            throw ContextOf(refusal, parentNumber, 409, "must specify 1-based parent number for reverting merge commit");
        }

        await exchange.AnswerEmptyAsync().ConfigureAwait(false);
    }

    public static async Task CherryPickAsync(RestExchange exchange)
    {
        JsonRequest request = await exchange.ReadJsonAsync("CherryPickCreation").ConfigureAwait(false);
        Repository repository = exchange.RequireWritableRepository(request.IsTrue("force"));
        string reference = request.RequireString("ref");
        long? named = request.OptionalNumber("parent_number");
        JsonRequest overrides = request.Child("commit_overrides");
        Branch branch = exchange.RequireBranch(repository);
        if (named < 1)
        {
            // Unlike a revert, which needs the 0.
            throw new RestFailureException(
                400, "argument parentNumber: value should be greater than 0: invalid value: validation error");
        }

        long parentNumber = named ?? 0;
        Commit picked = RestExchange.RequireCommit(repository, reference, $"get commit from ref {reference}: ");
        CommitDescription description = new(
            overrides.OptionalString("message") ?? picked.Message,
            picked.Metadata
                .SetItems(overrides.StringMap("metadata"))
                .SetItem("cherry-pick-origin", picked.Id)
                .SetItem("cherry-pick-committer", picked.Committer),
            RestExchange.UserName,
            exchange.Store.Now.ToUnixTimeSeconds());
        try
        {
            Commit commit = await History.CherryPickAsync(
                repository,
                branch,
                picked,
                (int)parentNumber,
                description,
                (state, _) => GuardAsync(exchange, "pre-cherry-pick", repository, branch, state, description)).ConfigureAwait(false);
            Finish("post-cherry-pick", repository, branch, commit, description);
            await exchange.AnswerJsonAsync(json => CommitsResource.Write(json, commit), StatusCodes.Status201Created)
                .ConfigureAwait(false);
        }
        catch (HookAbortException abort)
        {
            throw Refused(abort);
        }
        catch (HistoryException refusal)
        {
            throw ContextOf(
                refusal, parentNumber, 400, "must specify 1-based parent number for cherry-picking merge commit");
        }
    }

    private static Task<string> GuardAsync(
        RestExchange exchange, string type, Repository repository, Branch branch, BranchState state, CommitDescription description) =>
        Hooks.RunAsync(
            new HookEvent(type, repository, branch.Name, state.Working) { Branch = branch.Name, Commit = description },
            exchange.Aborted);

    private static void Finish(
        string type, Repository repository, Branch branch, Commit commit, CommitDescription description) =>
        Hooks.RunAfter(new HookEvent(type, repository, commit.Id, commit.Snapshot)
        {
            Branch = branch.Name,
            Commit = description,
            CommitId = commit.Id,
        });

    private static RestFailureException Refused(HookAbortException abort) =>
        new(abort.Status, $"update branch: {abort.Message}");

    private static RestFailureException ContextOf(
        HistoryException refusal, long parentNumber, int parentNeededStatus, string parentNeeded) =>
        refusal.Error switch
        {
            HistoryError.ParentNumberNeeded => new RestFailureException(parentNeededStatus, parentNeeded),
            HistoryError.NoSuchParent => new RestFailureException(
                400, $"given commit does not have the given parent number: parent {parentNumber}"),
            _ => HistoryFailures.Of(refusal, "update branch: "),
        };

    /// <summary>Answers a merge: with its commit, or none.</summary>
    public static Task AnswerReferenceAsync(RestExchange exchange, int status, string commitId) =>
        exchange.AnswerJsonAsync(
            (Utf8JsonWriter json) =>
            {
                json.WriteStartObject();
                json.WriteString("reference", commitId);
                json.WriteEndObject();
            },
            status);
}
