using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using LakeFS.S3.LocalGateway.Storage;
using Microsoft.AspNetCore.Http;

namespace LakeFS.S3.LocalGateway.Rest;

/// <summary>The runs of hooks.</summary>
internal static class HooksResource
{
    private const string HookRunId = "0000_0000";

    /// <summary>Answers as lakeFS does for a hook that refuses, because the fault plan says so.</summary>
    public static Task RefuseAsync(RestExchange exchange, string output)
    {
        const string action = "quality gate";
        const string hook = "check";
        string type = exchange.Record.Operation switch
        {
            "mergeIntoBranch" => "pre-merge",
            "createBranch" => "pre-create-branch",
            "deleteBranch" => "pre-delete-branch",
            "createTag" => "pre-create-tag",
            "deleteTag" => "pre-delete-tag",
            "revertBranch" => "pre-revert",
            "cherryPick" => "pre-cherry-pick",
            _ => "pre-commit",
        };
        DateTimeOffset now = exchange.Store.Now;
        string id = TimedId.Create(now);
        HookRun run = new(HookRunId, action, hook, HookStatus.Failed, now, now, output);
        exchange.Store.Find(exchange.Record.Repository ?? string.Empty)?
            .Runs.Add(new ActionRun(id, type, exchange.Record.Ref ?? string.Empty, string.Empty, [run]));
        return exchange.AnswerErrorAsync(
            StatusCodes.Status412PreconditionFailed,
            $"{type} hook aborted, run id '{id}': 1 error occurred:\n\t* hook run id '{HookRunId}' failed on action "
            + $"'{action}' hook '{hook}': action failed: webhook request failed (status code: 400)\n\n");
    }

    public static async Task ListRunsAsync(RestExchange exchange)
    {
        Repository repository = exchange.RequireRepository();
        string branch = exchange.Query["branch"] ?? string.Empty;
        string commit = exchange.Query["commit"] ?? string.Empty;
        if (branch.Length > 0 && commit.Length > 0)
        {
            throw new RestFailureException(400, "can't use both branchID and MergedCommitID: parameters conflict");
        }

        await repository.Runs.SettleAsync().ConfigureAwait(false);
        Page<KeyValuePair<string, ActionRun>> page = Page.OfNamed(
            exchange,
            repository.Runs.All.Where(item => (branch.Length == 0 || item.Value.Branch == branch)
                && (commit.Length == 0 || item.Value.CommitId == commit)));
        await exchange.AnswerJsonAsync(json => page.Write(json, (_, item) => Write(json, item.Value))).ConfigureAwait(false);
    }

    public static Task GetRunAsync(RestExchange exchange)
    {
        ActionRun run = exchange.RequireRepository().Runs.Find(exchange.Parameter("run"))
            ?? throw RestFailureException.NotFound("not found: not found");
        return exchange.AnswerJsonAsync(json => Write(json, run));
    }

    public static Task ListHooksAsync(RestExchange exchange)
    {
        ActionRun? run = exchange.RequireRepository().Runs.Find(exchange.Parameter("run"));
        Page<KeyValuePair<string, HookRun>> page = Page.OfNamed(
            exchange, run?.Hooks.Select(hook => KeyValuePair.Create(hook.Id, hook)) ?? []);
        return exchange.AnswerJsonAsync(json => page.Write(json, (_, item) => Write(json, item.Value)));
    }

    public static async Task GetOutputAsync(RestExchange exchange)
    {
        ActionRun? run = exchange.RequireRepository().Runs.Find(exchange.Parameter("run"));
        HookRun hook = run?.Hooks.FirstOrDefault(hook => hook.Id == exchange.Parameter("hook"))
            ?? throw RestFailureException.NotFound();
        if (hook.Status == HookStatus.Skipped)
        {
            await exchange.AnswerEmptyAsync(StatusCodes.Status200OK).ConfigureAwait(false);
            return;
        }

        exchange.Response.Headers.ContentDisposition = $"attachment; filename={hook.Id}.log";
        await exchange.AnswerTextAsync(StatusCodes.Status200OK, hook.Output, "application/octet-stream").ConfigureAwait(false);
    }

    private static void Write(Utf8JsonWriter json, ActionRun run)
    {
        json.WriteStartObject();
        json.WriteString("branch", run.Branch);
        json.WriteString("commit_id", run.CommitId);
        json.WriteString("end_time", run.Ended.UtcDateTime);
        json.WriteString("event_type", run.EventType);
        json.WriteString("run_id", run.Id);
        json.WriteString("start_time", run.Started.UtcDateTime);
        json.WriteString("status", run.HasPassed ? "completed" : "failed");
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, HookRun hook)
    {
        json.WriteStartObject();
        json.WriteString("action", hook.Action);
        if (hook.Status != HookStatus.Skipped)
        {
            json.WriteString("end_time", hook.Ended.UtcDateTime);
        }

        json.WriteString("hook_id", hook.HookId);
        json.WriteString("hook_run_id", hook.Id);
        json.WriteString("start_time", DateTime.SpecifyKind(hook.Started.UtcDateTime, DateTimeKind.Utc));
        json.WriteString("status", hook.Status switch
        {
            HookStatus.Completed => "completed",
            HookStatus.Failed => "failed",
            _ => "skipped",
        });
        json.WriteEndObject();
    }
}
