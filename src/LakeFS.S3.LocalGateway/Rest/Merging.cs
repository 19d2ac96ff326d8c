using System.Collections.Immutable;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Actions;
using LakeFS.S3.LocalGateway.Storage;

namespace LakeFS.S3.LocalGateway.Rest;

/// <summary>A merge that is asked for.</summary>
/// <param name="Repository">Where.</param>
/// <param name="Source">The ref that is merged.</param>
/// <param name="Branch">The branch it is merged into.</param>
internal sealed record MergeOrder(Repository Repository, string Source, Branch Branch)
{
    /// <summary>The message; empty for the one lakeFS makes.</summary>
    public string Message { get; init; } = string.Empty;

    public ImmutableSortedDictionary<string, string> Metadata { get; init; } = ObjectEntry.NoMetadata;

    /// <summary>The name of the strategy; empty for none.</summary>
    public string Strategy { get; init; } = string.Empty;

    public bool IsSquash { get; init; }

    public bool AllowsEmpty { get; init; }
}

/// <summary>Merges, with their hooks.</summary>
internal static class Merging
{
    private const string StrategyKey = ".lakefs.merge.strategy";

    /// <summary>Merges; null if there is a conflict.</summary>
    public static async Task<Commit?> MergeAsync(RestExchange exchange, MergeOrder order)
    {
        MergeStrategy strategy = order.Strategy switch
        {
            "" => MergeStrategy.Default,
            "dest-wins" => MergeStrategy.DestinationWins,
            "source-wins" => MergeStrategy.SourceWins,
            _ => throw new RestFailureException(400, "argument strategy: invalid value: validation error"),
        };
        string context = $"update branch {order.Branch.Name}: ";
        Commit source = RestExchange.RequireCommit(order.Repository, order.Source, $"{context}get commit by ref {order.Source}: ");
        CommitDescription description = new(
            order.Message.Length > 0 ? order.Message : $"Merge '{order.Source}' into '{order.Branch.Name}'",
            order.Metadata.SetItem(StrategyKey, order.Strategy.Length == 0 ? "default" : order.Strategy),
            RestExchange.UserName,
            exchange.Store.Now.ToUnixTimeSeconds());

        // What guards the destination is what the source brings (rest-hooks #40).
        HookEvent merging = new("pre-merge", order.Repository, source.Id, source.Snapshot)
        {
            Branch = order.Branch.Name,
            Commit = description,
            MergeSource = order.Source,
        };
        try
        {
            Commit merged = await History.MergeAsync(
                order.Repository,
                order.Branch,
                source,
                description,
                strategy,
                order.IsSquash,
                order.AllowsEmpty,
                (_, commit) => Hooks.RunAsync(merging with { CommitId = commit.Id }, exchange.Aborted)).ConfigureAwait(false);
            Hooks.RunAfter(merging with
            {
                Type = "post-merge",
                SourceRef = merged.Id,
                Actions = merged.Snapshot,
                CommitId = merged.Id,
            });
            return merged;
        }
        catch (HistoryException conflict) when (conflict.Error == HistoryError.Conflict)
        {
            return null;
        }
        catch (HistoryException refusal)
        {
            throw HistoryFailures.Of(refusal, context);
        }
        catch (HookAbortException abort)
        {
            throw new RestFailureException(abort.Status, context + abort.Message);
        }
    }
}
