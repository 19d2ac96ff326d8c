using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Actions;
using LakeFS.S3.LocalGateway.Storage;
using Microsoft.AspNetCore.Http;

namespace LakeFS.S3.LocalGateway.Rest;

/// <summary>Commits and the log.</summary>
internal static partial class CommitsResource
{
    private const string DateTimePattern =
        "^[0-9]{4}-(0[1-9]|10|11|12)-(0[1-9]|[12][0-9]|3[01])T([0-1][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)"
        + "(\\.[0-9]+)?(Z|(\\+|-)[0-9]{2}:[0-9]{2})?$";

    public static async Task CommitAsync(RestExchange exchange)
    {
        JsonRequest request = await exchange.ReadJsonAsync("CommitCreation").ConfigureAwait(false);
        Repository repository = exchange.RequireWritableRepository(request.IsTrue("force"));
        CommitDescription description = new(
            request.RequireString("message"),
            request.StringMap("metadata"),
            RestExchange.UserName,
            request.OptionalNumber("date") ?? exchange.Store.Now.ToUnixTimeSeconds());
        bool allowEmpty = request.IsTrue("allow_empty");

        string name = exchange.Parameter("branch");
        RestExchange.RequireBranchId(name);
        if (repository.IsProtected(name))
        {
            throw new RestFailureException(403, "cannot commit to protected branch");
        }

        // A ref that stands for nothing fails where lakeFS looks for hooks to run (rest-commits #28, #29).
        string missing = RefExpression.Resolve(repository, name).Status == RefStatus.Found
            ? "branch not found"
            : $"prepare-commit hook aborted, run id '{Guid.NewGuid():N}': "
                + "list actions from commit: listing actions: not found";
        Branch branch = exchange.RequireBranch(repository, missing);
        HookEvent e = new("prepare-commit", repository, name, branch.State.Working) { Branch = name, Commit = description };
        await Hooks.RunAsync(e, exchange.Aborted).ConfigureAwait(false);
        try
        {
            string runBefore = string.Empty;
            Commit commit = await History.CommitAsync(
                repository,
                branch,
                description,
                allowEmpty,
                async state => runBefore = await Hooks
                    .RunAsync(e with { Type = "pre-commit", Actions = state.Working }, exchange.Aborted)
                    .ConfigureAwait(false)).ConfigureAwait(false);
            repository.Runs.SetCommit(runBefore, commit.Id);
            Hooks.RunAfter(e with { Type = "post-commit", SourceRef = commit.Id, Actions = commit.Snapshot, CommitId = commit.Id });
            await exchange.AnswerJsonAsync(json => Write(json, commit), StatusCodes.Status201Created)
                .ConfigureAwait(false);
        }
        catch (HistoryException refusal)
        {
            throw HistoryFailures.Of(refusal, "commit: ");
        }
    }

    /// <summary>Takes any ref (rest-commits #35).</summary>
    public static Task GetAsync(RestExchange exchange)
    {
        Repository repository = exchange.RequireRepository();
        Commit commit = RefExpression.Resolve(repository, exchange.Parameter("commit")).Commit
            ?? throw RestFailureException.NotFound("commit not found");
        return exchange.AnswerJsonAsync(json => Write(json, commit));
    }

    public static Task LogAsync(RestExchange exchange)
    {
        int size = exchange.PageSize();
        DateTimeOffset? since = Since(exchange);
        Repository repository = exchange.RequireRepository();
        Commit from = RestExchange.RequireCommit(repository, exchange.Parameter("ref"), "ref: ");
        string? after = exchange.Query["after"];
        string? stopAt = exchange.Query["stop_at"];
        if (!string.IsNullOrEmpty(after))
        {
            after = RestExchange.RequireCommit(repository, after, "from ref: ").Id;
        }

        if (!string.IsNullOrEmpty(stopAt))
        {
            stopAt = RestExchange.RequireCommit(repository, stopAt, "stop at: ").Id;
        }

        IEnumerable<Commit> commits = CommitGraph.Log(from, exchange.IsQueryTrue("first_parent"));
        commits = Between(commits, after, stopAt, since);
        IReadOnlyList<string> objects = Paths(exchange, "objects");
        IReadOnlyList<string> prefixes = Paths(exchange, "prefixes");
        if (objects.Count + prefixes.Count > 0)
        {
            // Merges, and the first commit, are left out whatever they change (rest-log #14).
            commits = commits.Where(commit => commit.Parents.Count == 1 && Changes(commit, objects, prefixes));
        }

        Page<Commit> page = Page.Take(commits, size, commit => commit.Id);
        if (exchange.IsQueryTrue("limit"))
        {
            page = page with { HasMore = false, NextOffset = string.Empty };
        }

        return exchange.AnswerJsonAsync(json => page.Write(json, Write));
    }

    public static void Write(Utf8JsonWriter json, Commit commit)
    {
        json.WriteStartObject();
        json.WriteString("committer", commit.Committer);
        json.WriteNumber("creation_date", commit.CreationDate);
        json.WriteNumber("generation", commit.Generation);
        json.WriteString("id", commit.Id);
        json.WriteString("message", commit.Message);
        json.WriteString("meta_range_id", commit.MetaRangeId);
        json.WritePropertyName("metadata");
        ObjectJson.WriteStringMap(json, commit.Metadata);
        json.WriteStartArray("parents");
        foreach (Commit parent in commit.Parents)
        {
            json.WriteStringValue(parent.Id);
        }

        json.WriteEndArray();
        json.WriteNumber("version", 1);
        json.WriteEndObject();
    }

    private static DateTimeOffset? Since(RestExchange exchange)
    {
        string? text = exchange.Query["since"];
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        return DateTime().IsMatch(text)
            && DateTimeOffset.TryParse(
                text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset since)
            ? since
            : throw RestExchange.InvalidQuery(
                "since",
                "string doesn't match the format \"date-time\": "
                + $"string doesn't match pattern \"{DateTimePattern}\"");
    }

    private static IEnumerable<Commit> Between(
        IEnumerable<Commit> commits, string? after, string? stopAt, DateTimeOffset? since)
    {
        bool started = string.IsNullOrEmpty(after);
        foreach (Commit commit in commits)
        {
            if (since is { } earliest && commit.CreationDate < earliest.ToUnixTimeSeconds())
            {
                yield break;
            }

            if (started)
            {
                yield return commit;
            }

            started |= commit.Id == after;
            if (commit.Id == stopAt)
            {
                yield break;
            }
        }
    }

    private static IReadOnlyList<string> Paths(RestExchange exchange, string parameter)
    {
        IReadOnlyList<string> paths = exchange.Query.All(parameter);
        return paths.Contains(string.Empty) ? throw RestExchange.InvalidQuery(parameter, "empty value is not allowed") : paths;
    }

    /// <summary>Whether a commit changed one of the objects, against its parent.</summary>
    private static bool Changes(Commit commit, IReadOnlyList<string> objects, IReadOnlyList<string> prefixes)
    {
        Snapshot before = commit.Parents[0].Snapshot;
        if (objects.Any(key => !SnapshotDiff.AreSame(before.Find(key), commit.Snapshot.Find(key))))
        {
            return true;
        }

        return prefixes.Count > 0 && SnapshotDiff.Compare(before, commit.Snapshot)
            .Any(change => prefixes.Any(prefix => change.Key.StartsWith(prefix, StringComparison.Ordinal)));
    }

    [GeneratedRegex(DateTimePattern)]
    private static partial Regex DateTime();
}
